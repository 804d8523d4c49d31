// rules.json and schema.json. No type for each key: a ruleset is for `loadRules`, which checks it more strictly than any type,
// and a schema is for a validator.

declare const document: { readonly [key: string]: unknown };

export = document;
