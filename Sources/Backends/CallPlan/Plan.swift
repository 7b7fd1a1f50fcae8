import CodePrinter
import Diagnostics
import SecurityGroupIR

/// One plan while it is made.
struct Plan {
  var program: Program { didSet { uses = GroupUses(program) } }
  private(set) var uses: GroupUses
  var calls: [Call] = []
  /// Rules that need no call.
  var spared: [SparedRules] = []
  var sink = DiagnosticSink()
  /// Where the calls begin, unless nothing is there yet.
  var account: Account?
  /// The groups that are there.
  var present: [GroupID: Account.Group] = [:]
  var names = UniqueNames(reserved: [])

  init(_ program: Program) {
    self.program = program
    uses = GroupUses(program)
  }

  mutating func makeCalls(_ options: EmitOptions = EmitOptions()) {
    if let account = options.account {
      makeDifference(from: account, adopting: options.adopted)
    } else {
      makeAll()
    }
  }

  /// Lookups and groups first, in the order in which they need each other; then the rules, so that
  /// groups may refer to each other in circles.
  private mutating func makeAll() {
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): look(id)
      case .group(let id): makeGroup(id)
      }
    }
    for index in program.groups.indices { makeRules(GroupID(index)) }
    for (index, attachment) in program.attachments.enumerated() {
      attach(attachment, number: index + 1)
    }
  }

  /// The outputs with what they are told by.
  mutating func outputValues() -> [(output: Output, value: JSON)] {
    let outputs =
      program.outputs.isEmpty
      ? program.groups.indices.map { index in
        Output(
          name: program.groups[index].name + "_id", value: .group(GroupID(index), .id),
          origin: program.groups[index].origin)
      } : program.outputs
    return outputs.map { ($0, value($0.value, at: $0.origin)) }
  }
}
