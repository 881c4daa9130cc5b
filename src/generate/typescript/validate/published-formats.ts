import { fullFormats } from 'ajv-formats/dist/formats.js';

/** In place of `ajv-formats`, whose entry brings all of Ajv along: the formats alone. */
export default { default: { get: (name: keyof typeof fullFormats): unknown => fullFormats[name] } };
