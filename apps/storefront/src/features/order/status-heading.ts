/** What stands at the top of an order's page. */
export interface StatusHeading {
  title: string;
  text: string;
}
