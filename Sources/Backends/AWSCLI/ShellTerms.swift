import CodePrinter
import SecurityGroupIR

/// Terms as words of the script.
struct ShellTerms {
  let program: Program
  let names: ShellNames
  /// Only beside rules whose tags are set need the others say that theirs stay.
  let namesKeptTags: Bool
  /// Whether what is left alone must be said anew for each group and rule.
  let ignoredTagsVary: Bool
  let uses: GroupUses

  init(_ program: Program, _ names: ShellNames) {
    self.program = program
    self.names = names
    namesKeptTags = program.ruleTagOwnership == .some
    ignoredTagsVary = program.ignoredTagsVary
    uses = GroupUses(program)
  }

  /// A scalar.
  func word(_ term: Term) -> ShellWord {
    switch term {
    case .literal(let literal): ShellWord(literal.shellText)
    case .input(let id): .variable(names.inputs[id.index])
    case .lookup(let id, let attribute):
      names.lookups[id]?[attribute].map(ShellWord.variable) ?? ambient(program[id], attribute)
    case .group(let id, let attribute): word(id, attribute)
    case .template(let parts): ShellWord.join(parts.map(word), "")
    case .convert(let base, _): word(base)
    case .conditional(let condition, let then, let otherwise):
      choice(condition, word(then), word(otherwise))
    case .join(let separator, let list):
      ShellWord([.expansion("${\(variable(list))// /\(separator)}")])
    case .length(let list): ShellWord([.output(ofCommand: "wc -w <<<\(words(list).quoted)")])
    case .member(let list, .number(let index)) where program.isListLookup(list):
      ShellWord([
        .output(
          // Behind a blank "cut" finds nothing where the list has no such element.
          ofCommand: "cut -d ' ' -f \((Int(index) ?? 0) &+ 1) <<<\((words(list) + " ").quoted)")
      ])
    // `checkSupport` has reported these.
    case .member, .list, .map: ""
    }
  }

  /// The name of the variable that holds a list.
  private func variable(_ list: Term) -> String {
    switch list {
    case .input(let id): names.inputs[id.index]
    case .lookup(let id, let attribute): names.lookups[id]?[attribute] ?? ""
    default: ""
    }
  }

  func choice(
    _ condition: Condition, _ then: ShellWord, _ otherwise: ShellWord
  ) -> ShellWord {
    ShellWord([
      .output(
        ofCommand: "if \(test(condition)); then printf %s \(then.quoted); "
          + "else printf %s \(otherwise.quoted); fi")
    ])
  }

  /// A command that succeeds where the condition holds.
  private func test(_ condition: Condition) -> String {
    switch condition {
    case .equal(let left, let right): "[[ \(word(left).quoted) == \(word(right).quoted) ]]"
    case .isLonger(let list, 0): "[[ -n \(words(list).quoted) ]]"
    case .isLonger(let list, let count): "(($(wc -w <<<\(words(list).quoted)) > \(count)))"
    case .isTrue(let term): "[[ \(word(term).quoted) == true ]]"
    case .not(.equal(let left, let right)):
      "[[ \(word(left).quoted) != \(word(right).quoted) ]]"
    case .not(let inner): "! \(grouped(inner))"
    case .all(let parts): parts.map(grouped).joined(separator: " && ")
    case .any(let parts): parts.map(grouped).joined(separator: " || ")
    }
  }

  private func grouped(_ condition: Condition) -> String {
    switch condition {
    case .all, .any: "{ \(test(condition)); }"
    default: test(condition)
    }
  }

  /// A list of scalars, as words with spaces between.
  func words(_ term: Term) -> ShellWord {
    switch term {
    case .literal(.list(let elements)): ShellWord(elements.map(\.shellText).joined(separator: " "))
    case .list(let parts):
      ShellWord.join(
        parts.map {
          switch $0 {
          case .element(let element): word(element)
          case .each(let list): words(list)
          }
        }, " ")
    case .conditional(let condition, let then, let otherwise):
      choice(condition, words(then), words(otherwise))
    default: word(term)
    }
  }

  private func word(_ id: GroupID, _ attribute: GroupAttribute) -> ShellWord {
    let group = program[id]
    switch (attribute, group.identity) {
    case (_, .existing(let id)): return word(id)
    case (.id, _): return .variable(names.groupIDs[id.index])
    case (.name, .created(.exact(let term), _, _)): return word(term)
    case (.name, .created(.prefix, _, _)): return .variable(names.groupNames[id.index])
    case (.name, .defaultGroup): return "default"
    case (.vpcID, .created(_, _, let vpc)), (.vpcID, .defaultGroup(let vpc)):
      return self.vpc(vpc, region: group.region)
    case (.ownerID, _): return own(ShellVariable.account)
    case (.arn, _):
      let region = group.region.map(word) ?? own(ShellVariable.homeRegion)
      return "arn:" + own(ShellVariable.partition) + ":ec2:" + region + ":"
        + own(ShellVariable.account) + ":security-group/" + word(id, .id)
    }
  }

  /// The VPC of a group; without one it is the default VPC of its Region.
  func vpc(_ vpc: Term?, region: Term?) -> ShellWord {
    if let vpc { return word(vpc) }
    return own(ShellVariable.defaultVPC(region.map(word)))
  }

  /// A variable that is neither an input's nor a lookup's.
  func own(_ name: String) -> ShellWord { .variable(names.style.spelled(name)) }
}

/// Variables that are not an input's, a group's or a lookup's.
enum ShellVariable {
  static let account = "account_id"
  static let callerARN = "caller_arn"
  static let callerUser = "caller_user_id"
  static let homeRegion = "home_region"
  static let partition = "partition"
  static let dnsSuffix = "dns_suffix"

  /// For example: `default_vpc_id`, `default_vpc_id_eu_west_1`, `default_vpc_id_of_where`.
  static func defaultVPC(_ region: ShellWord?) -> String {
    guard let region else { return "default_vpc_id" }
    let words = region.quoted.lowercased().utf8.split { !$0.isLowerAlphanumeric }
    let name = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "_")
    return "default_vpc_id_" + (region.knownText == nil ? "of_" : "") + name
  }
}

extension UInt8 {
  fileprivate var isLowerAlphanumeric: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}

extension Literal {
  /// The text that Terraform makes of a scalar.
  var shellText: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .list, .object: compactJSON
    }
  }

  /// As JSON on one line.
  var compactJSON: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): jsonString(text)
    case .list(let elements): "[" + elements.map(\.compactJSON).joined(separator: ",") + "]"
    case .object(let entries):
      "{" + entries.map { "\(jsonString($0.name)):\($0.value.compactJSON)" }.joined(separator: ",")
        + "}"
    }
  }
}

/// A JSON string in ASCII where it matters: control characters and quotes are escaped.
func jsonString(_ text: String) -> String {
  if text.consists(of: plainInJSON) { return "\"" + text + "\"" }
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "\t": out += "\\t"
    case "\r": out += "\\r"
    case _ where scalar.isInvisible:
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}

private let plainInJSON = ByteSet.printable.subtracting(ByteSet("\"\\"))
