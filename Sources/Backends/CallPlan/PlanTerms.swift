import CodePrinter
import Diagnostics
import SecurityGroupIR

/// How terms are written in a plan: `$input`, `$result`, `$concat`, `$each`.
extension Plan {
  mutating func value(_ term: Term, at origin: Origin) -> JSON {
    switch term {
    case .literal(let literal): return literal.json
    case .input(let id): return ["$input": .string(program[id].name)]
    case .lookup(let id, let attribute): return result(program[id], attribute)
    case .group(let id, let attribute):
      if let found = present[id] {
        return found.attribute(attribute).map(JSON.string) ?? described(program[id], attribute)
      }
      return value(program[id], attribute, at: origin)
    case .template(let parts): return ["$concat": .array(parts.map { piece($0, at: origin) })]
    case .convert(let base, .string): return text(base, at: origin)
    case .convert(let base, .number): return number(base, at: origin)
    case .list(let parts):
      return .array(
        parts.map { part in
          switch part {
          case .element(let term): value(term, at: origin)
          case .each(let term): each(term, as: ["$item": true], at: origin)
          }
        })
    case .map(let parts):
      return .object(
        parts.compactMap { part in
          switch part {
          case .entry(let key, let term): return .init(key, value(term, at: origin))
          case .each(let term):
            sink.report(.inexpressible(term, in: program, at: origin))
            return nil
          }
        })
    case .conditional, .join, .length, .member, .convert: return computed(term, at: origin)
    }
  }

  /// A value that a call takes as text.
  mutating func text(_ term: Term, at origin: Origin) -> JSON {
    switch term {
    case .input(let id) where program[id].type != .string:
      return ["$concat": [piece(term, at: origin)]]
    case .length, .convert(.length, .string): return computed(.convert(term, .string), at: origin)
    case .convert(let base, _): return text(base, at: origin)
    default: return value(term, at: origin)
    }
  }

  /// A value that a call takes as a whole number.
  mutating func number(_ term: Term, at origin: Origin) -> JSON {
    switch term {
    case .convert(let base, .number): return number(base, at: origin)
    case .literal(.number): return value(term, at: origin)
    case .input(let id) where program[id].type == .number || program[id].type == .any:
      return value(term, at: origin)
    default: return computed(.convert(term, .number), at: origin)
    }
  }

  /// A list with `template` for each element of another one.
  mutating func each(_ list: Term, as template: JSON, at origin: Origin) -> JSON {
    let source: JSON =
      if case .input(let id) = list { .string(program[id].name) } else { value(list, at: origin) }
    return ["$each": source, "as": template]
  }

  /// A part of a text: an executor writes numbers as they are, but every language writes truth
  /// values in its own way.
  private mutating func piece(_ term: Term, at origin: Origin) -> JSON {
    switch term {
    case .convert(let base, _): return piece(base, at: origin)
    case .input(let id) where program[id].type == .bool:
      sink.report(.inexpressible(.convert(term, .string), in: program, at: origin))
      return .null
    default: return value(term, at: origin)
    }
  }

  private mutating func value(
    _ group: SecurityGroup, _ attribute: GroupAttribute, at origin: Origin
  ) -> JSON {
    switch (group.identity, attribute) {
    case (.existing(let id), _): return value(id, at: origin)
    case (.created, .id): return Self.result(group.name, "GroupId")
    case (.created, .arn): return Self.result(group.name, "SecurityGroupArn")
    case (.created(let name, _, _), .name): return groupName(name, of: group)
    case (.created(_, _, let vpc?), .vpcID): return value(vpc, at: origin)
    case (.defaultGroup, _):
      return Self.result(group.name, "SecurityGroups[0].\(attribute.describedName)")
    case (.created, _): return described(group, attribute)
    }
  }

  private func described(_ group: SecurityGroup, _ attribute: GroupAttribute) -> JSON {
    Self.result(Self.describedID(group), "SecurityGroups[0].\(attribute.describedName)")
  }

  /// A generated name ends in a hash of the address: other runs of the plan, in other networks, give
  /// the same name, and no two groups of a configuration do.
  mutating func groupName(_ name: SecurityGroup.GroupName, of group: SecurityGroup) -> JSON {
    switch name {
    case .exact(let term): text(term, at: group.origin)
    case .prefix(let term):
      text(
        program.simplified(.template([term, .text(stableHash(group.address))])), at: group.origin)
    }
  }

  /// Whether something asks for what only describing the group tells.
  func needsDescription(_ id: GroupID) -> Bool {
    uses[id].contains { attribute in
      if let found = present[id] { return found.attribute(attribute) == nil }
      return switch (program.groups[id.index].identity, attribute) {
      case (.created, .ownerID), (.created(_, _, nil), .vpcID): true
      case (.created, _), (.defaultGroup, _), (.existing, _): false
      }
    }
  }

  static func describedID(_ group: SecurityGroup) -> String { group.name + ".described" }

  static func result(_ call: String, _ path: String) -> JSON {
    ["$result": [.string(call), .string(path)]]
  }
}

extension GroupAttribute {
  /// The name in what DescribeSecurityGroups answers.
  fileprivate var describedName: String {
    switch self {
    case .id: "GroupId"
    case .arn: "SecurityGroupArn"
    case .name: "GroupName"
    case .ownerID: "OwnerId"
    case .vpcID: "VpcId"
    }
  }
}
