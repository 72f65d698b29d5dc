// The one function that gateway/compose.py calls: subgraph SDLs in, supergraph SDL (or composition errors) out, both as JSON text.
// QuickJS has no `console` and no `URL`; the composer warns on the first and reads specification addresses with the second.
import { parse } from "graphql";
import { composeServices, compositionHasErrors } from "@theguild/federation-composition";

const silent = () => {};
globalThis.console ??= { debug: silent, error: silent, info: silent, log: silent, warn: silent };

globalThis.URL ??= class SpecificationAddress {
  constructor(text) {
    const parts = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#]*)([^?#]*)/i.exec(text);
    if (!parts) {
      throw new TypeError(`not an absolute address: ${text}`);
    }
    [, this.protocol, this.host, this.pathname] = parts;
    this.origin = `${this.protocol}//${this.host}`;
  }
};

globalThis.compose = function compose(subgraphs) {
  const services = JSON.parse(subgraphs).map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) }));
  const result = composeServices(services);
  if (compositionHasErrors(result)) {
    return JSON.stringify({ errors: result.errors.map((error) => error.message) });
  }
  return JSON.stringify({ supergraph: result.supergraphSdl, api: result.publicSdl });
};
