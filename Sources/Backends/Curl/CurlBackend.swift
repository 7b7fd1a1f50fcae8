package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// The calls of a call plan as a Bash script of signed requests to EC2's Query API, for machines that have
/// neither the AWS CLI nor Python.
package struct CurlBackend: MappingBackend {
  package init() {}

  package let name = "curl"
  package let summary = "Bash script of signed requests; needs nothing but curl"
  package let fileExtension = "sh"
  package let isExecutable = true
  package let takesAccount = true
  package let capabilities = Capabilities(
    lookups: false, listPeers: true, mapInputs: false, members: false, computation: .nothing)

  package func printout(
    _ program: Program, _ options: EmitOptions, into sink: inout DiagnosticSink
  ) -> Printout {
    let program = canonicalize(program)
    checkShellSupport(program, into: &sink)
    var plan = Plan(program)
    plan.makeCalls(options)
    let outputs = plan.outputValues()
    var script = CurlScript(plan, outputs)
    script.addCalls()
    script.addOutputs(outputs)
    sink.absorb(plan.sink)
    sink.absorb(script.sink)
    return script.printout
  }
}
