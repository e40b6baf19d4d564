/** In which form something that waits was made, which may be weeks ago: the server reads this form and the two before its own. */

/** The header that says so. What was kept before forms had a number has the first one. */
export const formOf = ({ schema = 1 }: { schema?: number }) => ({ 'Buurtschouw-Schema': String(schema) });
