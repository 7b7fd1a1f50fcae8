import CodePrinter
import Diagnostics
import SecurityGroupIR

/// The script for the calls of one plan.
struct CurlScript {
  private let plan: Plan
  private let words: CurlWords
  private let names: ShellNames
  private let lookups: [String: Lookup]
  private(set) var sink = DiagnosticSink()
  private var helpers: Set<String> = []
  private var region: JSON?
  private var subject: PlanSubject?

  /// - Parameter plan: As it is when all calls were made.
  init(_ plan: Plan, _ names: ShellNames, _ results: CurlResults) {
    self.plan = plan
    self.names = names
    let program = plan.program
    let inputs = Dictionary(
      zip(program.inputs, names.inputs).map { ($0.name, (variable: $1, type: $0.type)) }
    ) { first, _ in first }
    words = CurlWords(inputs: inputs, results: results)
    lookups = Dictionary(program.lookups.map { ($0.name, $0) }) { first, _ in first }
  }

  mutating func print(
    to printer: inout Printer, _ outputs: [(output: Output, value: JSON)],
    calls: (_ receive: ([Call]) -> Void) -> Void
  ) {
    printer.write(header)
    printer.blankLine()
    printer.write(Self.settings)
    printer.blankLine()
    let inputs = plan.program.inputStatements(names)
    if !inputs.isEmpty {
      printer.write(shellSection("inputs: Terraform's variables; lists are separated by spaces"))
      printer.blankLine()
      printer.write(inputs.joined(separator: "\n"))
      printer.blankLine()
    }
    printer.write(shellSection("the calls, in their order"))
    printer.blankLine()
    var main = ShellFunction("main", to: &printer)
    calls {
      for call in $0 {
        let lines = paragraph(call)
        if !lines.isEmpty { main.add(lines, to: &printer) }
      }
    }
    var lines: [Doc] = []
    for (output, value) in outputs { lines.append(line(output, value)) }
    if !lines.isEmpty { main.add(lines, to: &printer) }
    main.end(whenEmpty: ": # no call is needed", to: &printer)
    for section in CurlLibrary.sections(for: helpers) {
      printer.blankLine()
      printer.write(section)
    }
    printer.blankLine()
    printer.write("trap finish EXIT\ntrap 'exit 130' INT\ntrap 'exit 143' TERM\nmain\n")
  }

  private static let settings = """
    set -euo pipefail
    set -f # words are never patterns for file names

    : "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
    : "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"
    """

  private var header: String {
    let program = plan.program
    let sources = shellComment(program.sources.joined(separator: ", "))
    let from = sources.isEmpty ? "" : " from \(sources)"
    let purpose =
      if program.makesNothing {
        "Make \(program.subject)."
      } else if let account = plan.account {
        "Bring \(program.subject) from what \(account.title) shows to what is wanted."
      } else {
        "Make \(program.subject) where nothing is there yet."
      }
    let required = zip(program.inputs, names.inputs).filter { $0.0.isRequired }.map { "\($1)=…" }
    let script = "./\(program.groups.first?.name ?? "main").sh"
    var lines = ["#!/usr/bin/env bash", "# " + shellComment(purpose)]
    lines += ["# Translated\(from) by Portolan. It needs Bash 4.4 and curl 7.75, or later.", "#"]
    lines += wrapped((required + [script]).joined(separator: " "), width: 86).map { "#   " + $0 }
    lines += [
      "#", "# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.",
      "# When a call fails, those before it are undone.",
    ]
    if plan.account == nil {
      lines.append("# Where some of it is there already, translate with --against.")
    }
    if !program.folded.isEmpty {
      lines += ["#", "# Fixed when it was translated:"]
      lines += program.folded.map { "#   " + shellComment($0.summary) }
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Calls

  private mutating func paragraph(_ call: Call) -> [Doc] {
    var lines = heading(call)
    if let lookup = lookups[call.id] {
      lines += look(lookup, call)
    } else {
      lines += statements(call)
    }
    if call.rules.isEmpty, let origin = call.subject?.origin {
      lines = [Doc.lines(lines).marked(origin.mark)]
    }
    return lines
  }

  private mutating func heading(_ call: Call) -> [Doc] {
    var lines: [Doc] = []
    if let new = call.subject, new != subject {
      subject = new
      lines.append(.text("# " + shellComment("\(new.address) (\(new.origin.text))")))
    }
    if let comment = call.comment {
      lines += wrapped(shellComment(comment), width: 92).map { .text("# " + $0) }
    }
    if call.region != region {
      region = call.region
      lines.append(.text("region=" + (region.map(words.word) ?? .variable("AWS_REGION")).quoted))
    }
    return lines
  }

  /// What a plan asks EC2 and STS the Region, the account and the partition for.
  private mutating func look(_ lookup: Lookup, _ call: Call) -> [Doc] {
    var lines: [Doc] = []
    if lookup.kind != .region {
      let source = ShellWord(call.source.text).quoted
      lines.append(.text("service=sts request \(source) GetCallerIdentity"))
    }
    for key in words.results.keys[call.id] ?? [] {
      if let variable = words.results.variables[key], let value = ambient(lookup, key.path) {
        lines.append(.text("\(variable)=\(value)"))
      } else {
        lines += extraction(key, call)
      }
    }
    return lines
  }

  /// What the script knows better than the answer; none for what is computed of it.
  private mutating func ambient(_ lookup: Lookup, _ path: String) -> String? {
    switch lookup.kind {
    case .region where path == plan.path(to: "name", of: lookup): "$AWS_REGION"
    case .partition where path == plan.path(to: "partition", of: lookup):
      "$(\(use("partition")))"
    case .partition where path == plan.path(to: "dns_suffix", of: lookup):
      "$(\(use("dns_suffix")))"
    case .region, .partition, .callerIdentity, .describe: nil
    }
  }

  private mutating func statements(_ call: Call) -> [Doc] {
    let source = ShellWord(call.source.text).quoted
    let own = arguments(call.parameters, call.operation)
    let ignored =
      call.ignoreErrors.isEmpty
      ? "" : "ignored=\(ShellWord(call.ignoreErrors.joined(separator: " ")).quoted) "
    if let inverse = inverse(of: call) {
      let head = "\(ignored)\(use("change")) \(source)"
      return rules(call.parameters) + [
        shellCommand([head], rows: [[call.operation, inverse]] + own.words)
      ]
    }
    var lines = rules(call.parameters) + own.before
    lines.append(
      shellCommand(["\(ignored)request \(source) \(call.operation)"], rows: own.words))
    if let list = call.expectOne.flatMap(CurlResults.single) {
      lines.append(.text("\(use("expect_one")) \(list)"))
    }
    for key in words.results.keys[call.id] ?? [] { lines += extraction(key, call) }
    for undo in call.undo.reversed() { lines += statements(undo) }
    guard !own.lists.isEmpty else { return lines }
    return [
      .text("if \(isFilled(own.lists)); then") + .nest(.hardLine + .lines(lines)) + .hardLine + "fi"
    ]
  }

  /// Whether the same rules take the call back.
  private func inverse(of call: Call) -> String? {
    guard call.undo.count == 1, let undo = call.undo.first,
      let rules = call.parameters.first(where: { $0.name == "IpPermissions" }),
      undo.parameters.contains(rules), call.parameters.first?.name == "GroupId",
      call.parameters.first == undo.parameters.first
    else { return nil }
    return undo.operation
  }

  private mutating func statements(_ undo: UndoCall) -> [Doc] {
    let own = arguments(undo.parameters, undo.operation)
    let command = shellCommand(["\(use("undo")) \(undo.operation)"], rows: own.words)
    let lines = rules(undo.parameters) + own.before
    guard !own.lists.isEmpty else { return lines + [command] }
    return lines + [
      .text("if \(isFilled(own.lists)); then") + .nest(.hardLine + command) + .hardLine + "fi"
    ]
  }

  private func isFilled(_ lists: [String]) -> String {
    "((" + lists.map { "${#\($0)[@]} > 0" }.joined(separator: " && ") + "))"
  }

  private mutating func extraction(_ key: CurlResults.Key, _ call: Call) -> [Doc] {
    guard let variable = words.results.variables[key],
      let extraction = CurlResults.extraction(key.path)
    else {
      sink.report(.notForShell(.output, call.source))
      return []
    }
    switch extraction {
    case .text(let command): return [.text("\(variable)=$(\(use(command)))")]
    case .list(let command, let isTerminated):
      return [.text("mapfile \(isTerminated ? "-d '' " : "")-t \(variable) < <(\(use(command)))")]
    }
  }

  // MARK: Parameters

  private struct Arguments {
    var before: [Doc] = []
    var words: [[String]] = []
    /// Variables without whose elements there is nothing to do.
    var lists: [String] = []
  }

  /// All parameters but the rules, which stand before the call.
  private mutating func arguments(_ fields: [JSON.Field], _ operation: String) -> Arguments {
    var result = Arguments()
    for field in fields where field.name != "IpPermissions" || CurlResults.key(field.value) != nil {
      for argument in words.arguments(field.name, field.value, in: operation) {
        switch argument {
        case .word(let word): result.words.append([word.quoted])
        case .list(let variable):
          result.words.append(["\"${\(variable)[@]}\""])
          result.lists.append(variable)
        case .numbered(let name, let elements):
          result.before.append(
            .text("\(use("number")) \(name) \(elements.joined(separator: " "))"))
          result.words.append(["\"${numbered[@]}\""])
        }
      }
    }
    return result
  }

  private mutating func rules(_ fields: [JSON.Field]) -> [Doc] {
    guard let field = fields.first(where: { $0.name == "IpPermissions" }),
      case .array(let permissions) = field.value
    else { return [] }
    return permissions.flatMap { permission -> [Doc] in
      let head = [
        use("rule"), word(permission["IpProtocol"]).quoted,
        ports(["FromPort", "ToPort"].compactMap { permission[$0] }).quoted,
      ]
      return Peer.Kind.allCases.flatMap { kind -> [Doc] in
        guard let list = permission[kind.rangeList] else { return [] }
        let ranges = if case .array(let ranges) = list { ranges } else { [list] }
        return ranges.map { range in
          Doc.text((head + [kind.curlName] + self.range(range, kind)).joined(separator: " "))
            .marked(range.mark)
        }
      }
    }
  }

  private func ports(_ ports: [JSON]) -> ShellWord {
    if ports.isEmpty { return "all" }
    if Set(ports).count == 1 { return words.word(ports[0]) }
    return ShellWord.join(ports.map(words.word), ":")
  }

  private func range(_ range: JSON, _ kind: Peer.Kind) -> [String] {
    if let list = CurlWords.loop(range) {
      return [words.words(list).quoted] + description(range["as"])
    }
    let owner = range["UserId"].map { words.word($0) + "/" } ?? ""
    return [(owner + word(range[kind.rangeMember])).quoted] + description(range)
  }

  private func description(_ range: JSON?) -> [String] {
    range?["Description"].map { [words.word($0).quoted] } ?? []
  }

  private func word(_ json: JSON?) -> ShellWord { json.map(words.word) ?? "" }

  // MARK: The end

  private mutating func line(_ output: Output, _ value: JSON) -> Doc {
    if value.holdsLoop || value["$input"] == nil && words.holdStructure(value) {
      sink.report(.notForShell(.output, output.origin))
    }
    let shown = output.isSensitive ? "<sensitive>" : words.output(value)
    if shown.quoted.contains("$(json ") { helpers.insert("json") }
    return .text("echo \((ShellWord(output.name + " = ") + shown).quoted)")
  }

  /// Notes that the function is called.
  private mutating func use(_ command: String) -> String {
    helpers.insert(String(command.prefix { $0 != " " }))
    return command
  }
}

extension Peer.Kind {
  fileprivate var curlName: String {
    switch self {
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .prefixList: "list"
    case .group: "group"
    }
  }
}

extension JSON {
  /// A list with an `$each` among others: JSON of it would have to be put together.
  fileprivate var holdsLoop: Bool {
    CurlWords.loop(self) != nil || children.contains(where: \.holdsLoop)
  }
}
