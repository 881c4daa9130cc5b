/* (b) in njs, the JavaScript of nginx: every fault of the request, or the target for the upstream. */
const integer = /^-?(?:0|[1-9][0-9]*)$/;
const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const declared = { userName: true, age: true, since: true, tags: true };

const fault = (where, name, code, text) => ({
  in: where,
  pointer: `/${name}`,
  code,
  detail: `${where} /${name}: ${text}`,
});

const within = (text, least, most) => integer.test(text) && Number(text) >= least && Number(text) <= most;

function faultsOf(userId, query) {
  const faults = [];
  if (!within(userId, 1, Number.MAX_SAFE_INTEGER)) faults.push(fault('path', 'userId', 'type', 'is no integer from 1'));
  for (const name in query) {
    if (!declared[name]) faults.push(fault('query', name, 'additionalProperties', 'is not known'));
    else if (typeof query[name] !== 'string') faults.push(fault('query', name, 'type', 'stands there more than once'));
  }
  if (faults.length > 0) return faults;
  const userName = query.userName;
  if (userName === undefined) faults.push(fault('query', 'userName', 'required', 'is missing'));
  else if (userName.length < 1 || userName.length > 64)
    faults.push(fault('query', 'userName', 'length', 'has 1 to 64 characters'));
  if (query.age !== undefined && !within(query.age, 0, 150))
    faults.push(fault('query', 'age', 'type', 'is no integer from 0 to 150'));
  if (query.since !== undefined && !(dateTime.test(query.since) && Date.parse(query.since) > Number.NEGATIVE_INFINITY))
    faults.push(fault('query', 'since', 'format', 'is no instant'));
  // biome-ignore lint/complexity/useOptionalChain: njs of Debian may not know it.
  if (query.tags !== undefined && query.tags.split(',').some((tag) => tag === ''))
    faults.push(fault('query', 'tags', 'minLength', 'has an empty item'));
  return faults;
}

function targetOf(query) {
  let target = `/api/v1/resource?username=${encodeURIComponent(query.userName)}`;
  if (query.age !== undefined) target += `&age=${query.age}`;
  if (query.since !== undefined) target += `&since=${Math.floor(Date.parse(query.since) / 1000)}`;
  if (query.tags !== undefined)
    query.tags.split(',').forEach((tag) => {
      target += `&tag=${encodeURIComponent(tag)}`;
    });
  return target;
}

function users(r) {
  const faults = faultsOf(r.uri.slice('/users/'.length), r.args);
  if (faults.length > 0) {
    r.headersOut['Content-Type'] = 'application/problem+json';
    const detail = `${faults.length} faults: ${faults.map((one) => one.detail).join('; ')}`;
    r.return(
      400,
      JSON.stringify({ type: 'about:blank', status: 400, title: 'The request is invalid', detail, errors: faults }),
    );
    return;
  }
  r.variables.target = targetOf(r.args);
  r.internalRedirect('@users');
}

// biome-ignore lint/style/noDefaultExport: njs takes nothing else.
export default { users };
