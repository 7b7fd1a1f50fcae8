package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// A CloudFormation template in JSON.
package struct CloudFormation: CallingBackend {
  package init() {}

  package let name = "cloudformation"
  package let summary = "CloudFormation template (JSON)"
  package let fileExtension = "json"
  package let isExecutable = false

  /// Egress may not consist of lists alone: rules outside of their group leave the egress that EC2
  /// gives a new group, only rules within the group remove it.
  package let capabilities = Capabilities(
    lookups: false, listPeers: true, mapInputs: false, members: false, egressListPeers: false,
    listMembers: true, computation: .texts)

  package let layout = Layout.json

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    var template = Template(program)
    template.reportInexpressible()
    template.print(to: &printer)
    sink.absorb(template.sink)
  }
}

/// One template while it is made.
struct Template {
  let program: Program
  let placement: Placement
  var names: LogicalNames
  /// Parameters that something refers to: others would be asked for in vain.
  var usedInputs: Set<Int> = []
  /// Conditions by the input they ask about.
  var conditions: [Int: String] = [:]
  /// Conditions that choose between two values, each once.
  var choices: [(name: String, json: JSON)] = []
  var choiceNames: [Condition: String] = [:]
  /// A function of AWS::LanguageExtensions stands in some value, or a loop among the resources.
  var needsExtensions = false
  /// Inputs whose elements become a resource each.
  var loopInputs: [Int] = []
  /// What the resources are.
  var resourceTypes: Set<String> = []
  /// Addresses of groups that have the rule which stands for no egress.
  var groupsWithoutEgress: [String] = []
  /// What else a reader of the template should know.
  var notes: [String] = []
  var sink = DiagnosticSink()

  init(_ program: Program) {
    self.program = program
    placement = Placement(program)
    names = LogicalNames(program)
  }

  mutating func print(to printer: inout Printer) {
    printer.openSection()
    // What stands before the resources is known when these are made.
    var body = printer.beside()
    printResources(to: &body)
    printOutputs(to: &body)
    let parameters = makeParameters()
    printer.add("AWSTemplateFormatVersion", "2010-09-09")
    if needsExtensions { printer.add("Transform", "AWS::LanguageExtensions") }
    printer.add("Description", .string(title))
    printer.add("Metadata", metadata(parameters.map(\.name), usesTransform: needsExtensions))
    for (name, fields) in [("Parameters", parameters), ("Conditions", makeConditions())]
    where !fields.isEmpty {
      printer.add(name, .section(fields))
    }
    printer.append(body)
    printer.close()
  }

  private var title: String {
    let made = program.groups.filter(\.isCreated).map(\.name)
    let groups =
      switch made.count {
      case 0: "Rules for security groups"
      case 1: "Security group \(made[0])"
      case 2...4:
        "Security groups \(made.dropLast().joined(separator: ", ")) and \(made[made.count - 1])"
      default: "\(made.count) security groups"
      }
    let sources = program.sources.count > 3 ? [] : program.sources
    let origin = sources.isEmpty ? "" : " from \(sources.joined(separator: ", "))"
    return "\(groups), translated\(origin) by Portolan."
  }

  private var allNotes: [String] {
    var all = notes
    if !groupsWithoutEgress.isEmpty {
      all.append(
        "\(groupsWithoutEgress.joined(separator: ", ")): the egress rule to 127.0.0.1/32 lets nothing "
          + "out. Without it, CloudFormation would leave the rule that lets everything out.")
    }
    if !loopInputs.isEmpty {
      let lists = loopInputs.map { names.parameters[$0] }.joined(separator: ", ")
      all.append(
        "\(lists): each element becomes a resource that is named by the element's letters and digits; "
          + "two elements that share them, such as 11.1.0.0/16 and 1.11.0.0/16, cannot be created.")
    }
    return all
  }

  /// How it is deployed, what to know of it, and how the console asks for its parameters.
  private func metadata(_ parameters: [String], usesTransform: Bool) -> JSON {
    var fields: [JSON.Field] = [.init("Deploy", .strings(deployment(parameters, usesTransform)))]
    let notes = allNotes
    if !notes.isEmpty { fields.append(.init("Notes", .strings(notes))) }
    if !program.folded.isEmpty {
      fields.append(.init("FixedVariables", .section(program.folded.map(foldedField))))
    }
    let interface = makeInterface()
    return .section(
      [.init("Portolan", .section(fields))]
        + (interface.map { [.init("AWS::CloudFormation::Interface", $0)] } ?? []))
  }

  private func foldedField(_ variable: FoldedVariable) -> JSON.Field {
    let why =
      switch variable.reason {
      case .given: "given when this was translated"
      case .needed(let origin, let why): "\(why) (\(origin.text))"
      }
    return .init(
      variable.name,
      .compact(["Value": variable.value.map(\.json.withoutNull), "Why": .string(why)]))
  }
}

extension Literal {
  /// The value as JSON; what is no number to JSON stays text.
  var json: JSON {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let text): JSON.isNumber(text) ? .number(text) : .string(text)
    case .string(let text): .string(text)
    case .list(let elements): .array(elements.map(\.json))
    case .object(let entries): .object(entries.map { .init($0.name, $0.value.json) })
    }
  }
}

extension JSON {
  /// The value with a text in place of each null: a template may have none.
  fileprivate var withoutNull: JSON {
    switch self {
    case .null: "null"
    case .array(let elements): .array(elements.map(\.withoutNull))
    case .object(let fields): .object(fields.map { .init($0.name, $0.value.withoutNull) })
    default: self
    }
  }
}
