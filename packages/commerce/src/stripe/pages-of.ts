/** A list in pages, of which one is in memory at a time. */
export async function* pagesOf<Listed>(list: AsyncIterable<Listed>, size: number): AsyncGenerator<Listed[]> {
  let page: Listed[] = [];
  for await (const listed of list) {
    page.push(listed);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
