import type { Unit } from './contract.ts';

/** What a unit is called by its id; one that the register no longer holds keeps its id. */
export function unitNamer(register: readonly Pick<Unit, 'id' | 'name'>[]): (id: string) => string {
  const names = new Map(register.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
