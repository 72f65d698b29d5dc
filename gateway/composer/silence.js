// Stands in for the `debug` package: the composer's trace output has nowhere to go inside QuickJS.
const silent = Object.assign(() => {}, { enabled: false, extend: () => silent });
export default () => silent;
