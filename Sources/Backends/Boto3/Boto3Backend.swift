package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// One self-contained Python script on boto3: what is wanted first, the machinery last.
package struct Boto3Backend: CallingBackend {
  package init() {}

  package let name = "boto3"
  package let summary = "a Python script that makes the account look so, and changes no more"
  package let fileExtension = "py"
  package let isExecutable = true
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: true, members: true)

  package let layout = Layout(width: 88, indent: 4)

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    program.reportUnwritable(into: &sink)
    guard let steps = program.schedule else {
      let first = program.groups.first
      return sink.report(.circularReference(first?.address ?? "A lookup", first?.origin))
    }
    Script(program, steps: steps).print(to: &printer)
  }
}

/// The parts of a script, put together.
private struct Script {
  var header: Header
  var arguments: ArgumentWriter
  var main: MainWriter
  var needs: Needs

  init(_ program: Program, steps: [ScheduledStep]) {
    needs = program.needs
    var names = Names(program)
    let clients = program.clients(&names)
    let forms = program.inputForms
    header = Header(program, forms: forms)
    let terms = TermWriter(
      program: program, forms: forms, names: names, clients: clients,
      ignoredTags: program.ignoredTags(&names))
    let checks = RuleChecks(program, terms: terms, local: &names)
    arguments = ArgumentWriter(
      program: program, forms: forms, names: names, mayAdopt: needs.contains(.generated),
      summary: header.summary)
    main = MainWriter(
      program: program, terms: terms, checks: checks, steps: steps, needs: needs,
      defaultVPCs: program.defaultVPCs(&names))
  }

  /// Imports stand first, but what they are the body says.
  func print(to printer: inout Printer) {
    var functions = printer.beside()
    var used = UsedWords(of: LinkedHelpers.vocabulary)
    for name in ["annotations", "argparse", "main"] { used.insert(name) }
    print("parse_args() -> argparse.Namespace", &used, to: &functions) { $0(arguments.statements) }
    functions.write("\n\n\n")
    print("configure(run: Run, args: argparse.Namespace) -> None", &used, to: &functions) {
      main.write(to: $0)
    }
    let linked = LinkedHelpers(for: used, needs: needs)
    printer.write(header.text + "\n" + importBlock(for: linked.used) + "\n\n\n")
    printer.append(functions)
    printer.write("\n\n")
    print(linked.helpers, to: &printer)
    printer.write("\n\n" + entry)
  }

  /// A function whose statements are made one after the other, and the words that they use.
  private func print(
    _ head: String, _ used: inout UsedWords, to printer: inout Printer,
    _ statements: (_ add: ([PythonStatement]) -> Void) -> Void
  ) {
    printer.write("def \(head):")
    printer.level += 1
    var body = PythonBody()
    statements {
      for statement in $0 {
        body.add(statement, to: &printer)
        statement.addNames(to: &used)
      }
    }
    printer.level -= 1
  }

  private func print(_ helpers: [LinkedHelper], to printer: inout Printer) {
    var isFirst = true
    for section in Helper.Section.allCases {
      let members = helpers.filter { $0.helper.section == section }
      if members.isEmpty { continue }
      let head = "\n# --- \(section.rawValue) "
      if !isFirst { printer.write("\n\n") }
      printer.write(head + String(repeating: "-", count: 89 - head.utf8.count))
      for member in members {
        printer.write("\n\n\n")
        member.print(to: &printer)
      }
      isFirst = false
    }
  }

  private let entry = """

    if __name__ == "__main__":
        main()

    """
}

extension Program {
  /// A name for the EC2 client of each Region that is in use.
  fileprivate func clients(_ names: inout Names) -> RegionNames {
    var clients = RegionNames()
    let used = groups.indices.map { groups[$0].region } + attachments.map(\.region)
    let regions = used + lookups.filter { $0.kind != .callerIdentity }.map(\.region)
    for region in regions where clients[region] == nil {
      let hint: String =
        switch region {
        case nil: "ec2"
        case .literal(let literal)?: "ec2_" + literal.text
        case .input(let id)?: "ec2_" + self[id].name
        default: "ec2_region"
        }
      clients[region] = names.take(hint)
    }
    return clients
  }

  /// A name for each set of tags that stay.
  fileprivate func ignoredTags(_ names: inout Names) -> [IgnoredTags: String] {
    var found: [IgnoredTags: String] = [:]
    for tags in ignoredTagSets where !tags.isEmpty { found[tags] = names.take("ignored_tags") }
    return found
  }

  /// A name for the default VPC of each Region in which a group names none.
  fileprivate func defaultVPCs(_ names: inout Names) -> RegionNames {
    var found = RegionNames()
    for index in groups.indices where groups[index].isInDefaultVPC {
      let region = groups[index].region
      if found[region] == nil { found[region] = names.take("default_vpc_id") }
    }
    return found
  }

  /// Says what has no place in a script, before there is one.
  fileprivate func reportUnwritable(into sink: inout DiagnosticSink) {
    for lookup in lookups {
      guard case .describe(let describe) = lookup.kind else { continue }
      for name in describe.attributes.keys.sorted() {
        let path = describe.attributes[name] ?? ""
        if path.tagKey == nil,
          path.contains(where: { !($0.isLetter || $0.isNumber || "_.[]\"".contains($0)) })
        {
          sink.report(.unreadableAttribute(path, lookup))
        }
      }
    }
    for rules in ruleLists {
      for index in rules.indices {
        let peer = rules[index].peer
        let check = PeerCheck(peer.kind)
        if let text = peer.term.knownText, !check.admits(text) {
          sink.report(.peerOfAnotherKind(text, check, rules[index].origin))
        }
      }
    }
  }
}

extension PeerCheck {
  /// Whether scripts take this text for a peer of this kind.
  fileprivate func admits(_ text: String) -> Bool {
    switch self {
    case .ipv4: text.consists(of: Self.ipv4Characters)
    case .ipv6: text.contains(":")
    case .prefixList: text.hasPrefix("pl-")
    case .group:
      (text.split(separator: "/").last ?? "").hasPrefix("sg-") && !text.hasPrefix("pl-")
    }
  }

  private static let ipv4Characters = ByteSet.digits.union(ByteSet("./"))
}
