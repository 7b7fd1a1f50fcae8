package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// The calls that make the groups where nothing is there yet, or that change an account as it was
/// described, one after the other: as text for people, or as data that fits
/// `grammars/call-plan.schema.json`.
package struct CallPlan: CallingBackend {
  package init() {}

  package let name = "call-plan"
  package let summary = "list of EC2 calls for a new VPC, or from a known state (JSON or text)"
  package let fileExtension = "json"
  package let isExecutable = false
  package let formats = ["json", "text"]
  package let takesAccount = true
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: false, members: false,
    computation: .ofOneLookup)

  package let layout = Layout.json

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    var plan = Plan(program)
    if options.format == "text" {
      plan.printText(options, to: &printer)
    } else {
      plan.printJSON(options, to: &printer)
    }
    sink.absorb(plan.sink)
  }
}
