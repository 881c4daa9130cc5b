import { orderSchema, userPathSchema, userQuerySchema } from '../../by-hand/schemas.ts';

type Document = Exclude<Parameters<typeof import('express-openapi-validator').middleware>[0]['apiSpec'], string>;

const { userName, age, since, tags } = userQuerySchema.properties;
const responses = { default: { description: 'As the upstream answers.' } };

/** The routes of the work items in OpenAPI's terms. */
export const openApiDocument: Document = {
  openapi: '3.0.3',
  info: { title: 'Bench', version: '1.0.0' },
  paths: {
    '/users/{userId}': {
      get: {
        parameters: [
          { name: 'userId', in: 'path', required: true, schema: userPathSchema.properties.userId },
          { name: 'userName', in: 'query', required: true, schema: userName },
          { name: 'age', in: 'query', schema: age },
          { name: 'since', in: 'query', schema: since, allowReserved: true },
          { name: 'tags', in: 'query', schema: tags, style: 'form', explode: false },
        ],
        responses,
      },
    },
    '/orders': {
      post: {
        requestBody: { required: true, content: { 'application/json': { schema: orderSchema } } },
        responses,
      },
    },
    '/reports/latest': { get: { responses } },
  },
};
