/** The id of the field by pointer into the desk's requests. */
export const fields: Readonly<Record<string, string>> = {
  ...{ '#/id': 'compound-id', '#/name': 'compound-name', '#/households': 'households', '#/grids': 'grids' },
  ...{ '#/committee': 'committee', '#/affair': 'affair', '#/unit': 'unit', '#/from': 'from', '#/reason': 'reason' },
  ...{ '#/title': 'renovation-title', '#/works': 'works', '#/parts': 'units', '#/budget': 'works' },
  ...{ '#/note': 'note', '#/evidence': 'evidence', '#/document': 'document', '#/amount': 'document' },
};
