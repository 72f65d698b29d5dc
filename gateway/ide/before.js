// GraphiQL's generator runtime assigns this global; were it not declared, it would fall back to eval, which the page's policy forbids.
var regeneratorRuntime; // eslint-disable-line no-var, no-unused-vars
