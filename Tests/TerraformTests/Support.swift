import Diagnostics
import HCL
import SecurityGroupIR
import Terraform

/// What a configuration held in memory becomes: a line for each fact of the program, or its diagnostics.
func translate(
  _ files: [String: String], environment: [String: String] = [:], variables: [String: String] = [:],
  variableFiles: [String] = [], fold: Bool = false, keep: [String] = [], resolve: String? = nil
) -> String {
  let arguments =
    variableFiles.map { path in
      VariableArgument.file(
        path: path, content: files[path].map { .success(Array($0.utf8)) } ?? .failure(.init("")))
    }
    + variables.sorted { $0.key < $1.key }.map {
      VariableArgument.assignment(name: $0.key, value: $0.value)
    }
  let (frontEnd, sources, findings) = FrontEnd.read(
    files: ModuleFiles(inMemory: files), environment: environment, arguments: arguments,
    choices: BindingChoices(
      foldsDefaults: fold, kept: keep,
      answers: resolve.map { [("answers.json", .success(Array($0.utf8)))] } ?? []))
  guard let frontEnd else { return report(findings, sources) }
  var fixed = findings
  var bindings = frontEnd.initialBindings(into: &fixed)
  while true {
    var sink = fixed
    let (program, demands, found) = frontEnd.lower(bindings)
    sink.absorb(found)
    var unresolved = DiagnosticSink()
    if frontEnd.resolve(demands, &bindings, into: &unresolved) { continue }
    sink.absorb(unresolved)
    return sink.hasErrors ? report(sink, sources) : summary(program)
  }
}

func translate(_ main: String, variables: [String: String] = [:]) -> String {
  translate(["main.tf": main], variables: variables)
}

/// The errors of a configuration: the code of each, and the text that it marks.
func marks(_ files: [String: String]) -> String {
  let (frontEnd, sources, findings) = FrontEnd.read(
    files: ModuleFiles(inMemory: files), environment: [:], arguments: [])
  var sink = findings
  if let frontEnd, !findings.hasErrors { sink.absorb(frontEnd.lower(Bindings()).sink) }
  return sink.sorted.filter { $0.severity == .error }.map { diagnostic in
    let place = diagnostic.labels.first?.location
    return diagnostic.code.text + (place.map { " " + sources[$0.file].text($0.span) } ?? "")
  }.joined(separator: "\n")
}

private func report(_ sink: DiagnosticSink, _ sources: SourceMap) -> String {
  sink.sorted.filter { $0.severity == .error }.map { diagnostic in
    let place = diagnostic.labels.first.map { sources.describe($0.location) + " " } ?? ""
    return "\(place)\(diagnostic.code.text): \(diagnostic.summary)"
  }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "\n")
}

func summary(_ program: Program) -> String {
  var lines: [String] = []
  for variable in program.folded {
    switch variable.reason {
    case .given: lines.append("given \(variable.name)")
    case .needed(let origin, _): lines.append("folded \(variable.name) at \(origin.text)")
    }
  }
  for input in program.inputs {
    lines.append("input \(input.name)\(input.isRequired ? "" : " = …") (\(input.address))")
  }
  for lookup in program.lookups { lines.append("lookup \(lookup.name) (\(lookup.address))") }
  for group in program.groups {
    var line = "group \(group.name)"
    switch group.identity {
    case .created(.exact(let name), let description, let vpc):
      line += " \(text(name, program)): \(text(description, program))"
      if let vpc { line += " in \(text(vpc, program))" }
    case .created(.prefix(let prefix), _, _): line += " \(text(prefix, program))*"
    case .defaultGroup(let vpc):
      line += " default in \(vpc.map { text($0, program) } ?? "the default VPC")"
    case .existing(let id): line += " existing \(text(id, program))"
    }
    if let region = group.region { line += " region \(text(region, program))" }
    if let tags = group.tags, !tags.isEmpty { line += " tags \(text(.map(tags), program))" }
    line += text(group.ignoredTags)
    lines.append(line)
    for direction in Direction.allCases {
      let set = group.rules(direction)
      if set.ownership == .exclusive { lines.append("  owns \(direction.rawValue)") }
      for rule in set.rules { lines.append("  " + text(rule, direction, program)) }
    }
  }
  for attachment in program.attachments {
    let group = text(attachment.group, program)
    switch attachment.target {
    case .networkInterface(let id): lines.append("interface \(text(id, program)) has \(group)")
    case .vpc(let id): lines.append("vpc \(text(id, program)) may have \(group)")
    }
  }
  for output in program.outputs {
    lines.append("output \(output.name) = \(text(output.value, program))")
  }
  return lines.joined(separator: "\n")
}

private func text(_ rule: Rule, _ direction: Direction, _ program: Program) -> String {
  var line = "\(direction.rawValue) \(rule.protocol.name)"
  if case .range(let from, let to) = rule.ports {
    line += " \(text(from, program))-\(text(to, program))"
  }
  line += rule.peer.isEach ? " each " : " "
  line += (rule.peer.account.map { $0 + "/" } ?? "") + text(rule.peer.term, program)
  if let description = rule.description { line += " # \(text(description, program))" }
  if let tags = rule.tags { line += " tags \(text(.map(tags), program))" }
  return line + text(rule.ignoredTags)
}

/// ` leaves {LastScan, kubernetes.io/*}`
private func text(_ ignored: IgnoredTags) -> String {
  if ignored.isEmpty { return "" }
  return " leaves {" + (ignored.keys + ignored.prefixes.map { $0 + "*" }).joined(separator: ", ")
    + "}"
}

private func text(_ term: Term, _ program: Program) -> String {
  switch term {
  case .literal(let literal): text(literal)
  case .input(let id): "$" + program[id].name
  case .lookup(let id, let attribute): "?\(program[id].name).\(attribute)"
  case .group(let id, let attribute): "@\(program[id].name).\(attribute.rawValue)"
  case .member(let base, let key): "\(text(base, program))[\(text(key))]"
  case .template(let parts): parts.map { text($0, program) }.joined(separator: "~")
  case .list(let parts):
    "["
      + parts.map {
        switch $0 {
        case .element(let term): text(term, program)
        case .each(let term): "*" + text(term, program)
        }
      }.joined(separator: ", ") + "]"
  case .map(let parts):
    "{"
      + parts.map {
        switch $0 {
        case .entry(let key, let value): "\(key)=\(text(value, program))"
        case .each(let term): "*" + text(term, program)
        }
      }.joined(separator: ", ") + "}"
  case .convert(let base, let type): "\(type)(\(text(base, program)))"
  case .conditional(let condition, let then, let otherwise):
    "(\(text(condition, program)) ? \(text(then, program)) : \(text(otherwise, program)))"
  case .join(let separator, let list): "join(\(separator), \(text(list, program)))"
  case .length(let list): "length(\(text(list, program)))"
  }
}

private func text(_ condition: Condition, _ program: Program) -> String {
  switch condition {
  case .equal(let left, let right): "\(text(left, program)) == \(text(right, program))"
  case .isLonger(let list, let count): "length(\(text(list, program))) > \(count)"
  case .isTrue(let term): text(term, program)
  case .not(let inner): "!(\(text(inner, program)))"
  case .all(let parts): parts.map { text($0, program) }.joined(separator: " && ")
  case .any(let parts): parts.map { text($0, program) }.joined(separator: " || ")
  }
}

private func text(_ literal: Literal) -> String {
  switch literal {
  case .null: "null"
  case .bool(let flag): "\(flag)"
  case .number(let text): text
  case .string(let text): text
  case .list(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
  case .object(let entries):
    "{" + entries.map { "\($0.name)=\(text($0.value))" }.joined(separator: ", ") + "}"
  }
}
