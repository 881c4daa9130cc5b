import type { TypeSchema } from '../schema/type-schema.ts';
import { deprecationNote } from '../schema/deprecation-note.ts';
import { argumentSchema } from './python-arguments.ts';
import type { PythonArgument, PythonOperation } from './python-operation.ts';
import type { PythonSource } from './python-source.ts';
import { docstring, pythonDocText } from './python-text.ts';

/** What a client's class says of itself, with the shortest way to use it. */
export function classDoc({ title, className }: PythonSource): string {
  const use = `with ${className}("https://api.example") as api:\n    ...`;
  return docstring([pythonDocText(title), use], '    ');
}

/** The methods that every client has. */
export const initializer = `    def __init__(
        self,
        base_url: str,
        *,
        session: Session | None = None,
        headers: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None,
        timeout: float = 30.0,
        retries: int = 2,
        before_request: Callable[[Request], None] | None = None,
        after_response: Callable[[Request, Response], None] | None = None,
    ) -> None:
        """Makes a client.

        base_url: where the API is mounted, \`https://api.example/v1\`
        session: a \`requests.Session\` or \`httpx.Client\`; without one the standard library sends the requests
        headers: sent with every request, such as \`{"authorization": "Bearer ..."}\`, or a function that gives them
        timeout: seconds until a call ends with a \`DeadlineError\`, repeats included
        retries: how often a call is repeated where that can do no harm
        before_request: sees every request before it is sent, and may change it
        after_response: sees every answer
        """
        self._caller = _Caller(base_url, session, headers, timeout, retries, before_request, after_response)

    def close(self) -> None:
        """Closes the connections that the client opened."""
        self._caller.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
`;

/** The documentation of a method: what it does, its route, its end, and its arguments. */
export function methodDoc(planned: PythonOperation, source: PythonSource): string {
  const { operation } = planned;
  const about = [operation.summary, operation.description].map((text) => pythonDocText(text ?? ''));
  const route = pythonDocText(`\`${operation.method} ${operation.template}\``);
  const lines = planned.arguments.map((argument) => argumentDoc(argument, planned, source));
  const deprecated = pythonDocText((deprecationNote(operation) ?? '').replace('@deprecated', 'Deprecated.'));
  return docstring([...about, route, deprecated, lines.filter((line) => line !== '').join('\n')], '        ');
}

function argumentDoc(argument: PythonArgument, planned: PythonOperation, source: PythonSource): string {
  const { description = '', deprecated } =
    argument.parameter === undefined ? bodyAbout(planned) : argumentSchema(argument, planned, source);
  const told = pythonDocText(
    [description, deprecated === true ? 'Deprecated.' : ''].filter((text) => text !== '').join(' '),
  );
  return told === '' ? '' : `${argument.name}: ${told.replaceAll(/\n+/g, ' ')}`;
}

/** What the body is, and how it is sent. */
function bodyAbout({ body }: PythonOperation): Pick<TypeSchema, 'description' | 'deprecated'> {
  const { description, deprecated = false } = body?.schema ?? {};
  const sent = `Sent as ${body?.mediaTypes.join(' or ')}.`;
  return { description: description === undefined ? sent : `${description}\n${sent}`, deprecated };
}
