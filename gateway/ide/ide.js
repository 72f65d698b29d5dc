// Starts GraphiQL against the address of this very page; no inline script, so that the page's policy can be strict.
(() => {
  const endpoint = window.location.pathname;

  const given = (headers) =>
    Object.fromEntries(Object.entries(headers ?? {}).filter(([, value]) => String(value).trim() !== "Bearer"));

  const fetcher = async (operation, options) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...given(options?.headers) },
      body: JSON.stringify(operation),
    });
    return response.json();
  };

  const welcome = [
    "# Thi Đua · GraphQL",
    "# Dán mã truy cập vào thẻ Request Headers bên dưới:",
    '# Paste an access token below: {"Authorization": "Bearer …"}',
    "# Ctrl-Enter: chạy / run. Ctrl-Space: gợi ý / complete.",
    "# Docs: mọi kiểu và trường / every type and field.",
    "",
    "{",
    "  __typename",
    "}",
    "",
  ].join("\n");

  ReactDOM.render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultQuery: welcome,
      headers: '{\n  "Authorization": "Bearer "\n}',
      headerEditorEnabled: true,
      shouldPersistHeaders: false,
      docExplorerOpen: false,
    }),
    document.getElementById("graphiql"),
  );
})();
