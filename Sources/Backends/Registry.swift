/// All output languages, in the order in which `--help` lists them.
package let backends: [any Backend] = [
  Boto3Backend(),
  AWSCLIBackend(),
  CloudFormation(),
  CallPlan(),
  CurlBackend(),
  RunbookBackend(),
  IRJSON(),
]
