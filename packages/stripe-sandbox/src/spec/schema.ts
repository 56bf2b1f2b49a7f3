/** The few words of JSON Schema that the derived specification uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: (string | null)[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  "x-expandable"?: string[];
}

export interface Operation {
  requestBody?: { content: { "application/x-www-form-urlencoded": { schema: Schema } } };
  "x-query-schema"?: Schema;
}
