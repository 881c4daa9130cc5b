import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { checkGateway } from '../../src/gateway/check-gateway.ts';
import type { Finding } from '../../src/index.ts';

/** What is looked at of a manifest; everything else is Kubernetes' own business. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
  readonly spec: {
    readonly replicas: number;
    readonly selector: Labels & { readonly matchLabels: Labels };
    readonly strategy: { readonly rollingUpdate?: object };
    readonly podSelector: { readonly matchLabels: Labels };
    readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
    readonly ingress: readonly { readonly ports: readonly { readonly port: string }[] }[];
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: Pod };
  };
}

type Labels = Readonly<Record<string, string>>;

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number };
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string; readonly [source: string]: unknown }[];
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
  readonly resources: { readonly requests: { readonly memory: string }; readonly limits: { readonly memory: string } };
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
}

const apiVersions: Readonly<Record<string, string>> = {
  ConfigMap: 'v1',
  Service: 'v1',
  Deployment: 'apps/v1',
  PodDisruptionBudget: 'policy/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
};

const manifests = ['paramap.yaml', 'redis.yaml'].flatMap((file) =>
  parseAllDocuments(readFileSync(`deploy/kubernetes/${file}`, 'utf8'), { uniqueKeys: true }).map(
    (document): Manifest => {
      assert.deepEqual(document.errors, [], file);
      return document.toJS();
    },
  ),
);
const manifest = (kind: string, name = 'paramap'): Manifest =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name) ?? assert.fail(`no ${kind} ${name}`);
const podOf = (name?: string): Pod => manifest('Deployment', name).spec.template.spec;
const gatewayOf = (): Container => podOf().containers[0] ?? assert.fail('no container');

/** The configuration and the contracts as the pod has them, checked as its start does. */
function checked() {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-kubernetes-'));
  try {
    const { 'paramap.config.json': config = '', ...contracts } = manifest('ConfigMap').data;
    writeFileSync(join(folder, 'key'), 'secret');
    for (const [name, text] of Object.entries(contracts)) {
      writeFileSync(join(folder, name), text.replaceAll('/run/secrets/paramap/users-api-key', join(folder, 'key')));
    }
    const warnings: Finding[] = [];
    const options = { ...JSON.parse(config), root: folder, onWarning: (finding: Finding) => warnings.push(finding) };
    return { ...checkGateway(options), warnings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every manifest is of a version that Kubernetes has, and there are no two of one name', () => {
  for (const { kind, apiVersion } of manifests) assert.equal(apiVersion, apiVersions[kind], kind);
  const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  assert.equal(new Set(names).size, names.length);
});

test('configuration and contracts of the ConfigMap have no findings, and the Redis and the secret are those that are there', () => {
  const { options, warnings } = checked();
  assert.deepEqual(warnings, []);
  const [, host, port] = /redis:\/\/([\w-]+):(\d+)/.exec(manifest('ConfigMap').data['paramap.config.json'] ?? '') ?? [];
  assert.equal(manifest('Service', host).spec.ports[0]?.port, Number(port));
  assert.equal(options.listen.workers, 1);
});

test('a pod has time to notice, to finish, and to end', () => {
  const { listen } = checked().options;
  const graceMs = podOf().terminationGracePeriodSeconds * 1000;
  assert.ok(graceMs > listen.drainNoticeMs + listen.drainMs + 5000);
  assert.deepEqual(manifest('Deployment').spec.strategy.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
});

test('ports and probes are those of the configuration, and what callers reach has no admin address', () => {
  const { listen, admin } = checked().options;
  const { ports, startupProbe, readinessProbe, livenessProbe } = gatewayOf();
  assert.deepEqual(Object.fromEntries(ports.map(({ name, containerPort }) => [name, containerPort])), {
    http: listen.port,
    admin: admin?.port,
  });
  // A probe comes from outside of the pod.
  assert.equal(admin?.host, '0.0.0.0');
  assert.equal(listen.host, '0.0.0.0');
  for (const probe of [startupProbe, readinessProbe])
    assert.deepEqual(probe.httpGet, { path: '/ready', port: 'admin' });
  assert.deepEqual(livenessProbe.httpGet, { path: '/health', port: 'admin' });
  assert.deepEqual(
    manifest('Service').spec.ports.map(({ targetPort }) => targetPort),
    ['http'],
  );
  assert.deepEqual(
    manifest('NetworkPolicy').spec.ingress.flatMap((rule) => rule.ports.map(({ port }) => port)),
    ['http'],
  );
});

test('everything that selects pods selects those of its Deployment', () => {
  for (const name of ['paramap', 'paramap-redis']) {
    const { labels } = manifest('Deployment', name).spec.template.metadata;
    assert.deepEqual(manifest('Deployment', name).spec.selector.matchLabels, labels);
    assert.deepEqual(manifest('Service', name).spec.selector, labels);
    assert.deepEqual(manifest('NetworkPolicy', name).spec.podSelector.matchLabels, labels);
  }
  const { labels } = manifest('Deployment').spec.template.metadata;
  assert.deepEqual(manifest('PodDisruptionBudget').spec.selector.matchLabels, labels);
});

test('no container is root, writes to its file system, or has a right that it does not need', () => {
  for (const name of ['paramap', 'paramap-redis']) {
    const pod = podOf(name);
    assert.equal(pod.automountServiceAccountToken, false);
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.ok(pod.securityContext.runAsUser > 0);
    for (const { securityContext, resources } of pod.containers) {
      assert.deepEqual(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      assert.ok(Number.parseInt(resources.limits.memory, 10) > Number.parseInt(resources.requests.memory, 10));
    }
  }
});

test('what is mounted is there, and none of it by subPath, which never changes', () => {
  const volumes = podOf().volumes.map(({ name }) => name);
  for (const { name, subPath } of gatewayOf().volumeMounts) {
    assert.ok(volumes.includes(name), name);
    assert.equal(subPath, undefined);
  }
  assert.ok(gatewayOf().args.includes('--watch'));
  const config = gatewayOf().args[gatewayOf().args.indexOf('--config') + 1];
  assert.equal(config, `${gatewayOf().volumeMounts[0]?.mountPath}/paramap.config.json`);
});
