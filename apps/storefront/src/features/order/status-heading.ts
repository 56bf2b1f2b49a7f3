/** The heading of an order's page. */
export interface StatusHeading {
  title: string;
  text: string;
}
