import { refuse } from '../../http/refusal.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { mergeById } from '../imports/merge.ts';
import { type SheetRow, underNames } from '../imports/sheet.ts';
import { Contact, type ContactRole } from './contract.ts';

const MOST_CONTACTS = 20_000;

/** What a county's offices call the roles, and where each stands: a community (12 digits) or a grid (15). */
const roles: Readonly<Record<string, ContactRole>> = {
  综合联系领导: 'liaison-leader',
  联系领导: 'liaison-leader',
  网格长: 'grid-leader',
  网格员: 'grid-worker',
  监督电话: 'supervision',
  监督: 'supervision',
};
/** What they call the columns. */
const columns: Readonly<Record<string, string>> = {
  编码: 'code',
  网格编码: 'code',
  社区编码: 'code',
  角色: 'role',
  姓名: 'name',
  职务: 'title',
  电话: 'phone',
  工作电话: 'phone',
};
const places: Readonly<Record<ContactRole, readonly number[]>> = {
  'liaison-leader': [12],
  'grid-leader': [15],
  'grid-worker': [15],
  supervision: [12, 15],
};

/**
 * The contacts of a sheet: code, role, name, title, phone, or the same in Chinese. Other columns (identity numbers, private phones) are not read.
 * @param county digits that every code begins with
 * @throws Refusal 'file-without-rows'
 */
export function readContacts(county: string, rows: readonly SheetRow[]) {
  if (rows.length === 0) refuse('file-without-rows');
  const contacts = new Map<string, Contact>();
  const faults: RowFault[] = [];
  for (const { row, cells } of rows) {
    const contact = contactOf(county, cells);
    if (typeof contact === 'string') faults.push({ row, refusal: contact });
    else if (contacts.has(contact.id)) faults.push({ row, refusal: 'id-twice' });
    else contacts.set(contact.id, contact);
  }
  return { rows: rows.length, contacts: [...contacts.values()], faults };
}

/** The register after an import. @throws Refusal 'too-many-contacts' */
export function mergeContacts(stored: readonly Contact[], incoming: readonly Contact[], mode: 'merge' | 'replace') {
  const merged = mergeById(stored, incoming, mode);
  if (merged.set.length > MOST_CONTACTS) refuse('too-many-contacts', undefined, { limit: MOST_CONTACTS });
  return merged;
}

function contactOf(county: string, cells: SheetRow['cells']): Contact | RowRefusal {
  const { code = '', role: called = '', name = '', title = '', phone = '' } = underNames(columns, cells);
  const role = roles[called] ?? (called as ContactRole);
  if (!(role in places)) return 'role-unknown';
  if (!/^\d{12}(\d{3})?$/.test(code)) return 'place-invalid';
  if (!code.startsWith(county)) return 'code-foreign';
  if (!places[role].includes(code.length)) return 'place-invalid';
  if (!name && role !== 'supervision') return 'name-missing';
  if (name.length > 30 || title.length > 60) return 'name-too-long';
  const spelled = name.normalize();
  const draft = { id: `${code} ${role} ${spelled}`, at: code, role, name: spelled, phone };
  const parsed = Contact.safeParse({ ...draft, ...(title && { title: title.normalize() }) });
  return parsed.success ? parsed.data : 'phone-invalid';
}

/** Whom to call about a grid: its own people, then those of its community; leaders first. */
export function contactsAt(contacts: readonly Contact[], code: string): Contact[] {
  const order: readonly ContactRole[] = ['grid-leader', 'grid-worker', 'liaison-leader', 'supervision'];
  return contacts
    .filter(({ at }) => at === code || at === code.slice(0, 12))
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || (a.id < b.id ? -1 : 1));
}
