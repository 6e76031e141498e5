// Evaluates requests by IAM policies: an array of requests on standard input, an array of verdicts on standard output.
//
// A request:  {principal, action, resource, account, context, policies: [{name, policy}], resourcePolicy, anyCondition}
// A verdict:  {result: "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied", ignored: [context keys]} or {error}
import { runSimulation } from '@cloud-copilot/iam-simulate'
import { readFileSync } from 'node:fs'

const everything = {
  orgIdentifier: 'account',
  policies: [
    { name: 'all', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }
  ]
}

async function verdict(request) {
  const response = await runSimulation(
    {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.resource, accountId: request.account },
        contextVariables: request.context
      },
      identityPolicies: request.policies,
      resourcePolicy: request.resourcePolicy,
      serviceControlPolicies: [everything],
      resourceControlPolicies: []
    },
    { simulationMode: request.anyCondition ? 'Discovery' : 'Strict' }
  )
  if (response.resultType === 'error') {
    return { error: JSON.stringify(response.errors) }
  }
  const results = response.resultType === 'single' ? [response.result] : response.results
  return { result: response.overallResult, ignored: results.flatMap((each) => each.ignoredContextKeys ?? []) }
}

// The library knows keys that end in a name of one's own only where a slash precedes it.
const requests = readFileSync(0, 'utf8').replaceAll('kms:EncryptionContext:', 'aws:PrincipalTag/kms-encryption-context-')

const verdicts = []
for (const request of JSON.parse(requests)) {
  verdicts.push(await verdict(request))
}
process.stdout.write(JSON.stringify(verdicts))
