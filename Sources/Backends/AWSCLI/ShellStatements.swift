import CodePrinter
import SecurityGroupIR

extension SecurityGroup {
  /// The VPC in which it is searched for by its name, if not the default one.
  var vpc: Term? {
    switch identity {
    case .created(_, _, let vpc), .defaultGroup(let vpc): vpc
    case .existing: nil
    }
  }

  /// What the group's name is where that is known and plain: then only groups called so are read.
  fileprivate var plainName: String? {
    switch identity {
    case .created(.exact(let name), _, _):
      name.knownText.flatMap { $0.isPlainFilterText ? $0 : nil }
    case .created(.prefix, _, _), .existing: nil
    case .defaultGroup: "default"
    }
  }

  var hasRulesToSet: Bool {
    Direction.allCases.contains {
      !rules($0).rules.isEmpty || rules($0).ownership == .exclusive
    } || losesDefaultEgress
  }

  /// Only where the rules are not exclusive is this a step of its own.
  var losesDefaultEgress: Bool { isCreated && egress.ownership == .additive }
}

extension Program {
  /// `find_groups` for these groups of one Region.
  func searchStatements(_ ids: [GroupID], _ terms: ShellTerms) -> [Doc] {
    var vpcs: [ShellWord] = []
    var seen: Set<ShellWord> = []
    var names: [String]? = []
    for id in ids {
      let group = self[id]
      let word = terms.vpc(group.vpc, region: group.region)
      if seen.insert(word).inserted { vpcs.append(word) }
      // Beyond that it is as well to read all groups of the VPC.
      if let name = group.plainName, let known = names, known.count <= 20 {
        if !known.contains(name) { names = known + [name] }
      } else {
        names = nil
      }
    }
    var rows = [[("Name=vpc-id,Values=" + ShellWord.join(vpcs, ",")).quoted]]
    if let names, names.count <= 20 {
      rows.append([ShellWord("Name=group-name,Values=" + names.joined(separator: ",")).quoted])
    }
    return [shellCommand(["find_groups"], rows: rows)]
  }

  func outputStatements(_ terms: ShellTerms) -> [Doc] {
    guard !outputs.isEmpty else {
      return groups.indices.map { index in
        let id = terms.word(.group(GroupID(index), .id))
        return .text("echo \((ShellWord(groups[index].name + " = ") + id).quoted)")
      }
    }
    return outputs.map { output in
      .text("echo \((ShellWord(output.name + " = ") + terms.shown(output)).quoted)")
    }
  }
}

extension ShellTerms {
  /// `KEY VALUE` for each tag.
  func tagWords(_ tags: TagSet) -> [[String]] {
    tags.known.map { [ShellWord($0.key).quoted, word($0.value).quoted] }
  }

  /// A value as Terraform's outputs are shown: text as it is, structures as JSON. A list that is one
  /// variable is told as the words that it is given as.
  func shown(_ output: Output) -> ShellWord {
    if output.isSensitive { return "<sensitive>" }
    return isStructure(output.value) ? jsonWord(output.value) : word(output.value)
  }

  private func isStructure(_ term: Term) -> Bool {
    switch term {
    case .list, .map, .literal(.list), .literal(.object): true
    case .conditional(_, let then, let otherwise):
      term.isList(in: program) || isStructure(then) || isStructure(otherwise)
    default: false
    }
  }

  private func jsonWord(_ term: Term) -> ShellWord {
    switch term {
    case .literal(let literal): return ShellWord(literal.compactJSON)
    case .map(let parts):
      let fields = parts.known.map { ShellWord(jsonString($0.key) + ":") + jsonWord($0.value) }
      return "{" + ShellWord.join(fields, ",") + "}"
    case .list(let parts) where parts.contains { if case .each = $0 { true } else { false } }:
      return jsonList(parts)
    case .list: return "[" + ShellWord.join(term.children.map(jsonWord), ",") + "]"
    case .conditional(let condition, let then, let otherwise):
      return choice(condition, jsonWord(then), jsonWord(otherwise))
    case _ where term.isList(in: program): return jsonList([.each(term)])
    case _ where isJSON(term): return word(term)
    default: return ShellWord([.output(ofCommand: "json \(word(term).quoted)")])
    }
  }

  private func jsonList(_ parts: [ListPart]) -> ShellWord {
    let arguments = parts.map { part in
      switch part {
      case .element(let element): "json \(jsonWord(element).quoted)"
      case .each(let list): (areJSON(list) ? "values " : "words ") + words(list).quoted
      }
    }
    return ShellWord([.output(ofCommand: "json_list \(arguments.joined(separator: " "))")])
  }

  /// Whether the text of a value is JSON as it is: of a number, a truth value, and of a structure, which
  /// is given as JSON.
  private func isJSON(_ term: Term) -> Bool {
    switch term {
    case .input(let id): program[id].type.isJSON
    case .convert(_, let type): type.isJSON
    case .length: true
    default: false
    }
  }

  /// The same of all elements of a list.
  private func areJSON(_ list: Term) -> Bool {
    switch list {
    case .input(let id): program[id].type.scalarElement?.isJSON ?? false
    case .conditional(_, let then, let otherwise): areJSON(then) && areJSON(otherwise)
    case .literal(.list(let elements)):
      elements.allSatisfy { if case .string = $0 { false } else { true } }
    default: false
    }
  }
}

/// A command and its words, as many on a line as fit.
func shellWordsCommand(_ command: String, _ words: [String], width: Int = 96) -> Doc {
  var rows: [String] = []
  var row = command
  for word in words {
    if row.unicodeScalars.count + word.unicodeScalars.count + 4 > width {
      rows.append(row)
      row = word
    } else {
      row += " " + word
    }
  }
  rows.append(row)
  let rest = rows.dropFirst().map { Doc.text(" \\") + .hardLine + .text($0) }
  return .text(rows[0]) + .nest(.concat(rest))
}

extension InputType {
  fileprivate var isJSON: Bool { self == .number || self == .bool || !isWords }
}
