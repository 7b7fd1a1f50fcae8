import SecurityGroupIR

/// A program with a bit of everything, valid references only, for properties that all programs have.
func randomProgram(_ random: inout SplitMix) -> Program {
  let types: [InputType] = [.string, .number, .bool, .list(.string), .map(.string), .any]
  let inputs = types.enumerated().map { index, type in
    Input(name: "input_\(index)", address: "var.input_\(index)", type: type)
  }
  let groups = (0..<2).map { index in
    SecurityGroup(
      name: "group_\(index)", address: "aws_security_group.group_\(index)",
      identity: .created(
        .exact(randomTerm(&random, depth: 3)), description: randomTerm(&random, depth: 3),
        vpc: nil),
      tags: randomMap(&random, depth: 2),
      ingress: RuleSet(.exclusive, randomRules(&random)),
      egress: RuleSet(.additive, randomRules(&random)),
      origin: Origin(file: "main.tf", line: 1))
  }
  return Program(inputs: inputs, groups: groups)
}

private func randomRules(_ random: inout SplitMix) -> [Rule] {
  (0..<random.next(below: 6)).map { _ in
    let kind = Peer.Kind.allCases[random.next(below: 4)]
    let term = randomTerm(&random, depth: 3)
    return Rule(
      IPProtocol(canonicalizing: ["tcp", "6", "ALL", "icmp"][random.next(below: 4)]),
      random.next(below: 3) == 0
        ? .unspecified
        : .range(from: .literal(.number("1")), to: randomTerm(&random, depth: 1)),
      Peer(kind, random.next(below: 2) == 0 ? .one(term) : .each(term)),
      description: random.next(below: 3) == 0 ? nil : randomTerm(&random, depth: 1),
      tags: random.next(below: 3) == 0 ? randomMap(&random, depth: 1) : [],
      origin: Origin(
        file: ["main.tf", "a.tf"][random.next(below: 2)], line: random.next(below: 3) + 1))
  }
}

private func randomMap(_ random: inout SplitMix, depth: Int) -> [MapPart] {
  (0..<random.next(below: 4)).map { _ in
    random.next(below: 3) == 0
      ? .each(randomTerm(&random, depth: depth))
      : .entry(
        key: ["a", "b", "B"][random.next(below: 3)], value: randomTerm(&random, depth: depth))
  }
}

private func randomTerm(_ random: inout SplitMix, depth: Int) -> Term {
  let types: [InputType] = [.any, .string, .number, .bool, .list(.string), .set(.string)]
  guard depth > 0 else {
    return switch random.next(below: 6) {
    case 0: .literal([.null, .bool(true), .number("80")][random.next(below: 3)])
    case 1: .text(["", "10.1.2.3/8", "2001:DB8::/32", "1/sg-1", "80"][random.next(below: 5)])
    case 2: .literal(.list([.string("a"), .number("1")]))
    case 3: .literal(.object([.init("a", .string("x")), .init("b", .null)]))
    case 4: .group(GroupID(random.next(below: 2)), .id)
    default: .input(InputID(random.next(below: 6)))
    }
  }
  func inner(_ random: inout SplitMix) -> Term {
    randomTerm(&random, depth: random.next(below: depth))
  }
  switch random.next(below: 5) {
  case 0: return .template((0..<random.next(below: 4)).map { _ in inner(&random) })
  case 1:
    return .list(
      (0..<random.next(below: 4)).map { _ in
        random.next(below: 2) == 0 ? .element(inner(&random)) : .each(inner(&random))
      })
  case 2: return .map(randomMap(&random, depth: depth - 1))
  case 3: return .convert(inner(&random), types[random.next(below: types.count)])
  default:
    return .member(
      inner(&random), key: [.string("a"), .number("0"), .number("1")][random.next(below: 3)])
  }
}
