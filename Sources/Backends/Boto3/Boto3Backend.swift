package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// One self-contained Python script on boto3: what is wanted first, the machinery last.
package struct Boto3Backend: CallingBackend, MappingBackend {
  package init() {}

  package let name = "boto3"
  package let summary = "a Python script that makes the account look so, and changes no more"
  package let fileExtension = "py"
  package let isExecutable = true
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: true, members: true)

  package func printout(
    _ program: Program, _ options: EmitOptions, into sink: inout DiagnosticSink
  ) -> Printout {
    program.reportUnwritable(into: &sink)
    guard let steps = program.schedule else {
      let first = program.groups.first
      sink.report(.circularReference(first?.address ?? "A lookup", first?.origin))
      return Printout("")
    }
    return Script(program, steps: steps).doc.print(width: 88, indent: 4)
  }
}

/// The parts of a script, put together.
private struct Script {
  var program: Program
  var arguments: ArgumentWriter
  var configure: [PythonStatement]
  var needs: Set<Need>

  init(_ program: Program, steps: [ScheduledStep]) {
    self.program = program
    needs = program.needs
    var names = Names(program)
    let clients = program.clients(&names)
    let forms = program.inputForms
    let summary = Header(program, forms: forms).summary
    let terms = TermWriter(
      program: program, forms: forms, names: names, clients: clients,
      ignoredTags: program.ignoredTags(&names))
    let checks = PeerChecks(program, terms: terms, local: &names)
    arguments = ArgumentWriter(program: program, forms: forms, names: names, summary: summary)
    configure =
      MainWriter(
        program: program, terms: terms, checks: checks, steps: steps,
        defaultVPCs: program.defaultVPCs(&names)
      ).statements
  }

  var doc: Doc {
    let head: Doc = "def configure(run: Run, args: argparse.Namespace) -> None:"
    let function = head + PythonStatement.body(configure)
    var used: Set<String> = ["annotations", "argparse", "main"]
    for statement in arguments.statements + configure { used.formUnion(statement.names) }
    let helpers = linkedHelpers(for: used, needs: needs)
    for (_, text) in helpers { used.formUnion(identifiers(in: text)) }
    let top = Header(program, forms: arguments.forms).text + "\n" + importBlock(for: used)
    return .concat([
      .verbatim(top + "\n\n\n"), arguments.function, .verbatim("\n\n\n"), function,
      .verbatim("\n\n" + sections(helpers) + "\n\n" + entry),
    ])
  }

  private func sections(_ helpers: [(Helper, text: String)]) -> String {
    Helper.Section.allCases.compactMap { section in
      let texts = helpers.filter { $0.0.section == section }.map(\.text)
      if texts.isEmpty { return nil }
      let head = "\n# --- \(section.rawValue) "
      let rule = head + String(repeating: "-", count: 89 - head.utf8.count)
      return ([rule] + texts).joined(separator: "\n\n\n")
    }.joined(separator: "\n\n")
  }

  private let entry = """

    if __name__ == "__main__":
        main()

    """
}

extension Program {
  /// A name for the EC2 client of each Region that is in use.
  fileprivate func clients(_ names: inout Names) -> [Term?: String] {
    var clients: [Term?: String] = [:]
    let used = groups.map(\.region) + attachments.map(\.region)
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

  /// A name for the default VPC of each Region in which a group may name none.
  fileprivate func defaultVPCs(_ names: inout Names) -> [Term?: String] {
    var found: [Term?: String] = [:]
    for group in groups where found[group.region] == nil && mayNameNoVPC(group) {
      found[group.region] = names.take("default_vpc_id")
    }
    return found
  }

  private func mayNameNoVPC(_ group: SecurityGroup) -> Bool {
    switch group.identity {
    case .existing: false
    case .created(_, _, nil), .defaultGroup(nil): true
    case .created(_, _, let vpc?), .defaultGroup(let vpc?):
      switch vpc {
      case .literal(.null): true
      case .input(let id): self[id].defaultValue == .null
      default: false
      }
    }
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
    for group in groups {
      for rule in group.ingress.rules + group.egress.rules {
        let check = PeerCheck(rule.peer.kind)
        if let text = rule.peer.term.knownText, !check.admits(text) {
          sink.report(.peerOfAnotherKind(text, check, rule.origin))
        }
      }
    }
  }
}

extension PeerCheck {
  /// Whether scripts take this text for a peer of this kind.
  fileprivate func admits(_ text: String) -> Bool {
    let id = text.split(separator: "/").last ?? ""
    return switch self {
    case .ipv4: !text.contains(":") && !text.contains("sg-")
    case .ipv6: text.contains(":") && !text.contains("sg-")
    case .prefixList: text.hasPrefix("pl-")
    case .group: id.hasPrefix("sg-") && !text.hasPrefix("pl-")
    }
  }
}
