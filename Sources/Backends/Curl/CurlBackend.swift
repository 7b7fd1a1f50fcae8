package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// The calls of a call plan as a Bash script of signed requests to EC2's Query API, for machines that have
/// neither the AWS CLI nor Python.
package struct CurlBackend: CallingBackend {
  package init() {}

  package let name = "curl"
  package let summary = "Bash script of signed requests; needs nothing but curl"
  package let fileExtension = "sh"
  package let isExecutable = true
  package let takesAccount = true
  package let capabilities = Capabilities(
    lookups: false, listPeers: true, mapInputs: false, members: false, computation: .nothing)

  package let layout = Layout(width: 100, indent: 2)

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    checkShellSupport(program, into: &sink)
    // The calls are made twice: which of their results are used shows in those that follow.
    let plan = Plan(program)
    let names = ShellNames(program, reserved: CurlLibrary.variables)
    var results = CurlResults(reserved: CurlLibrary.variables.union(names.inputs))
    var first = plan
    first.makeCalls(options) { for call in $0 { results.collect(call) } }
    let outputs = first.outputValues()
    for output in outputs { results.collect(output.value) }
    var script = CurlScript(first, names, results)
    var second = plan
    script.print(to: &printer, outputs) { second.makeCalls(options, $0) }
    sink.absorb(first.sink)
    sink.absorb(script.sink)
  }
}
