import CodePrinter
import SecurityGroupIR

extension SecurityGroup {
  var isInDefaultVPC: Bool {
    switch identity {
    case .created(_, _, nil), .defaultGroup(nil): true
    default: false
    }
  }

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
      let value: ShellWord = output.isSensitive ? "<sensitive>" : terms.outputWord(output.value)
      return .text("echo \((ShellWord(output.name + " = ") + value).quoted)")
    }
  }
}

extension ShellTerms {
  /// `KEY VALUE` for each tag; a tag whose value is null is none.
  func tagWords(_ tags: TagSet) -> [[String]] {
    tags.compactMap { part in
      guard case .entry(let key, let value) = part, value != .literal(.null) else { return nil }
      return [ShellWord(key).quoted, word(value).quoted]
    }
  }

  /// A value as Terraform's outputs are shown: text as it is, structures as JSON.
  func outputWord(_ term: Term) -> ShellWord {
    switch term {
    case .list, .map: jsonWord(term)
    case .literal(let literal): ShellWord(literal == .null ? "null" : literal.shellText)
    default: word(term)
    }
  }

  private func jsonWord(_ term: Term) -> ShellWord {
    switch term {
    case .literal(let literal): return ShellWord(literal.compactJSON)
    case .map(let parts):
      let fields = parts.compactMap { part -> ShellWord? in
        guard case .entry(let key, let value) = part else { return nil }
        return ShellWord(jsonString(key) + ":") + jsonWord(value)
      }
      return "{" + ShellWord.join(fields, ",") + "}"
    case .list(let parts) where term.hasSplicedList:
      let arguments = parts.map { part in
        switch part {
        case .element(let element): "json \(jsonWord(element).quoted)"
        case .each(let list): "words \(words(list).quoted)"
        }
      }
      return ShellWord([.output(ofCommand: "json_list \(arguments.joined(separator: " "))")])
    case .list(let parts):
      let elements = parts.compactMap { part in
        if case .element(let element) = part { jsonWord(element) } else { nil }
      }
      return "[" + ShellWord.join(elements, ",") + "]"
    default:
      let scalar = self.word(term)
      if isNumberOrBool(term) { return scalar }
      return ShellWord([.output(ofCommand: "json \(scalar.quoted)")])
    }
  }

  private func isNumberOrBool(_ term: Term) -> Bool {
    switch term {
    case .input(let id): program[id].type == .number || program[id].type == .bool
    case .convert(_, .number), .convert(_, .bool): true
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
  guard let first = rows.first else { return .text(command) }
  let rest = rows.dropFirst().map { Doc.text(" \\") + .hardLine + .text($0) }
  return .text(first) + .nest(.concat(rest))
}
