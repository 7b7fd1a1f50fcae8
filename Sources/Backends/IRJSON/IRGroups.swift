import CodePrinter
import SecurityGroupIR

extension IRDocument {
  func group(_ group: SecurityGroup) -> JSON {
    var identity: [JSON.Field]
    switch group.identity {
    case .created(let name, let description, let vpc):
      identity = [.init("kind", "created")]
      switch name {
      case .exact(let name): identity.append(.init("name", term(name)))
      case .prefix(let prefix): identity.append(.init("name_prefix", term(prefix)))
      }
      identity.append(.init("description", term(description)))
      if let vpc { identity.append(.init("vpc", term(vpc))) }
    case .defaultGroup(let vpc):
      identity = [.init("kind", "default")]
      if let vpc { identity.append(.init("vpc", term(vpc))) }
    case .existing(let id):
      identity = [.init("kind", "existing"), .init("id", term(id))]
    }
    return JSON.compact([
      "name": .string(group.name),
      "address": .string(group.address),
      "source": .string(group.origin.text),
      "identity": .object(identity),
      "tags": group.tags.map(parts),
      "ignored_tags": ignoredTags(group.ignoredTags),
      "region": group.region.map(term),
      "prevents_destroy": group.preventsDestroy ? true : nil,
      "revokes_rules_on_delete": group.revokesRulesOnDelete ? true : nil,
      "ingress": rules(group.ingress),
      "egress": rules(group.egress),
    ]).marked(group.origin.mark)
  }

  func attachment(_ attachment: Attachment) -> JSON {
    let target: JSON =
      switch attachment.target {
      case .networkInterface(let id): ["network_interface": term(id)]
      case .vpc(let id): ["vpc": term(id)]
      }
    return JSON.compact([
      "address": .string(attachment.address),
      "source": .string(attachment.origin.text),
      "group": term(attachment.group),
      "to": target,
      "region": attachment.region.map(term),
    ]).marked(attachment.origin.mark)
  }

  private func rules(_ set: RuleSet) -> JSON {
    ["ownership": .string(set.ownership.rawValue), "rules": .array(set.rules.map(rule))]
  }

  private func rule(_ rule: Rule) -> JSON {
    let ports: (from: Term, to: Term)? =
      if case .range(let from, let to) = rule.ports { (from, to) } else { nil }
    return JSON.compact([
      "source": .string(rule.origin.text),
      "protocol": .string(rule.protocol.name),
      "from": ports.map { term($0.from) },
      "to": ports.map { term($0.to) },
      "peer": peer(rule.peer),
      "description": rule.description.map(term),
      "tags": rule.tags.map(parts),
      "ignored_tags": ignoredTags(rule.ignoredTags),
    ]).marked(rule.origin.mark)
  }

  private func ignoredTags(_ tags: IgnoredTags) -> JSON? {
    if tags.isEmpty { return nil }
    return .compact([
      "keys": tags.keys.isEmpty ? nil : .strings(tags.keys),
      "key_prefixes": tags.prefixes.isEmpty ? nil : .strings(tags.prefixes),
    ])
  }

  private func peer(_ peer: Peer) -> JSON {
    .compact([
      peer.kind.rawValue: peer.isEach ? ["each": term(peer.term)] : term(peer.term),
      "account": peer.account.map(JSON.string),
    ])
  }

  /// Scalars stand for themselves; everything else is an object with one name.
  func term(_ term: Term) -> JSON {
    switch term {
    case .literal(.list), .literal(.object):
      if case .literal(let literal) = term { ["literal": literal.json] } else { .null }
    case .literal(let literal): literal.json
    case .input(let id): ["input": .string(program[id].name)]
    case .lookup(let id, let attribute):
      ["lookup": [.string(program[id].name), .string(attribute)]]
    case .group(let id, let attribute):
      ["group": [.string(program.groups[id.index].name), .string(attribute.rawValue)]]
    case .member(let base, let key): ["member": [self.term(base), key.json]]
    case .template(let parts): ["template": .array(parts.map(self.term))]
    case .convert(let base, let type): ["convert": [self.term(base), type.json]]
    case .conditional(let condition, let then, let otherwise):
      ["if": [self.condition(condition), self.term(then), self.term(otherwise)]]
    case .join(let separator, let list): ["join": [.string(separator), self.term(list)]]
    case .length(let list): ["length": self.term(list)]
    case .list(let parts):
      [
        "list": .array(
          parts.map { part in
            switch part {
            case .element(let term): self.term(term)
            case .each(let term): ["each": self.term(term)]
            }
          })
      ]
    case .map(let parts): ["map": self.parts(parts)]
    }
  }

  private func condition(_ condition: Condition) -> JSON {
    switch condition {
    case .equal(let left, let right): ["equal": [term(left), term(right)]]
    case .isLonger(let list, let count): ["longer": [term(list), .number(String(count))]]
    case .isTrue(let term): ["true": self.term(term)]
    case .not(let inner): ["not": self.condition(inner)]
    case .all(let parts): ["all": .array(parts.map(self.condition))]
    case .any(let parts): ["any": .array(parts.map(self.condition))]
    }
  }

  /// An entry is an object with its key and value.
  private func parts(_ parts: [MapPart]) -> JSON {
    .array(
      parts.map { part in
        switch part {
        case .entry(let key, let value): ["key": .string(key), "value": term(value)]
        case .each(let term): ["each": self.term(term)]
        }
      })
  }
}
