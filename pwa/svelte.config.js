// Runes everywhere, also in components that happen to use none.
export default { compilerOptions: { runes: true } };
