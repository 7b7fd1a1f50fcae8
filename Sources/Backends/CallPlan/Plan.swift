import CodePrinter
import Diagnostics
import SecurityGroupIR

/// One plan while it is made.
struct Plan {
  var program: Program { didSet { uses = GroupUses(program) } }
  private(set) var uses: GroupUses
  /// Calls that are not handed over yet, and how many are.
  var calls: [Call] = []
  private(set) var handedOver = 0
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

  /// Makes the calls and hands them over, those for one thing after those for another: all of them at
  /// once would be much more than the program.
  mutating func makeCalls(_ options: EmitOptions, _ receive: ([Call]) -> Void) {
    if let account = options.account {
      makeDifference(from: account, adopting: options.adopted)
      handOver(to: receive)
    } else {
      makeAll(receive)
    }
  }

  /// Lookups and groups first, in the order in which they need each other; then the rules, so that
  /// groups may refer to each other in circles.
  private mutating func makeAll(_ receive: ([Call]) -> Void) {
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): look(id)
      case .group(let id): makeGroup(id)
      }
      handOver(to: receive)
    }
    for index in program.groups.indices {
      makeRules(GroupID(index))
      handOver(to: receive)
    }
    for (index, attachment) in program.attachments.enumerated() {
      attach(attachment, number: index + 1)
      handOver(to: receive)
    }
  }

  private mutating func handOver(to receive: ([Call]) -> Void) {
    receive(calls)
    handedOver += calls.count
    calls.removeAll(keepingCapacity: true)
  }

  /// The outputs; the ids of the groups where the configuration tells nothing.
  var outputs: [Output] {
    guard program.outputs.isEmpty else { return program.outputs }
    return program.groups.indices.map { index in
      Output(
        name: program.groups[index].name + "_id", value: .group(GroupID(index), .id),
        origin: program.groups[index].origin)
    }
  }

  /// The outputs with what they are told by.
  mutating func outputValues() -> [(output: Output, value: JSON)] {
    outputs.map { ($0, value($0.value, at: $0.origin)) }
  }
}
