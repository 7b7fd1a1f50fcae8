import SecurityGroupIR

/// Programs in the neutral form, as front ends make them; every backend is tried on all of these.
enum SamplePrograms {
  static let all: [(name: String, program: Program)] = [
    ("rails", railsProgram), ("alb", albProgram), ("peering", peeringProgram),
    ("bastion", bastionProgram), ("everything", everythingProgram),
  ]
}

func at(_ line: Int) -> Origin { Origin(file: "main.tf", line: line) }

/// `tcp` and one port.
func tcp(_ port: Int, _ peer: Peer, _ description: String? = nil, line: Int) -> Rule {
  let number = Term.literal(.number(String(port)))
  return Rule(
    .tcp, .range(from: number, to: number), peer, description: description.map(Term.text),
    origin: at(line))
}

func everything(_ peer: Peer, _ description: String? = nil, line: Int) -> Rule {
  Rule(.all, .unspecified, peer, description: description.map(Term.text), origin: at(line))
}

func tag(_ key: String, _ value: String) -> MapPart { .entry(key: key, value: .text(value)) }

func ports(_ from: Int, _ to: Int) -> Ports {
  .range(from: .literal(.number(String(from))), to: .literal(.number(String(to))))
}

let vpcInput = Input(
  name: "vpc_id", address: "var.vpc_id", type: .string,
  description: "VPC that holds the security group.", origin: at(1))

/// One group, nothing known: every list of addresses is an input.
let railsProgram: Program = {
  let anywhere = Literal.list([.string("0.0.0.0/0")])
  func cidrs(_ name: String, _ defaultValue: Literal? = nil, line: Int) -> Input {
    Input(
      name: name, address: "var.\(name)", type: .list(.string), defaultValue: defaultValue,
      origin: at(line))
  }
  func each(_ input: Int) -> Peer { Peer(.ipv4, .each(.input(InputID(input)))) }
  return Program(
    sources: ["main.tf"],
    inputs: [
      vpcInput,
      cidrs("ssh_cidr_blocks", line: 6),
      cidrs("http_cidr_blocks", anywhere, line: 10),
      cidrs("https_cidr_blocks", anywhere, line: 15),
      cidrs("postgres_cidr_blocks", line: 20),
      cidrs("redis_cidr_blocks", line: 24),
    ],
    groups: [
      SecurityGroup(
        name: "rails_sg", address: "aws_security_group.rails_sg",
        identity: .created(
          .exact(.text("rails_sg")),
          description: .text("Allow inbound traffic for PostgreSQL, Rails, Redis, and SSH"),
          vpc: .input(InputID(0))),
        tags: [tag("Name", "rails_sg")],
        ingress: RuleSet(
          .exclusive,
          [
            tcp(2222, each(1), "SSH", line: 33),
            tcp(80, each(2), "Rails HTTP", line: 41),
            tcp(443, each(3), "Rails HTTPS", line: 49),
            tcp(5432, each(4), "PostgreSQL", line: 57),
            tcp(6379, each(5), "Redis", line: 65),
          ]),
        egress: RuleSet(.exclusive, [everything(.ipv4("0.0.0.0/0"), line: 73)]),
        origin: at(28))
    ])
}()

/// A load balancer before application servers: IPv6, one group refers to the other.
let albProgram = Program(
  sources: ["main.tf"],
  inputs: [vpcInput],
  groups: [
    SecurityGroup(
      name: "alb", address: "aws_security_group.alb",
      identity: .created(
        .exact(.text("securecart-alb")), description: .text("Public entry point"),
        vpc: .input(InputID(0))),
      tags: [],
      ingress: RuleSet(
        .exclusive,
        [
          tcp(80, .ipv4("0.0.0.0/0"), "HTTP from anywhere", line: 8),
          tcp(80, Peer(.ipv6, .one(.text("::/0"))), "HTTP from anywhere", line: 8),
          tcp(443, .ipv4("0.0.0.0/0"), "HTTPS from anywhere", line: 17),
          tcp(443, Peer(.ipv6, .one(.text("::/0"))), "HTTPS from anywhere", line: 17),
        ]),
      egress: RuleSet(.exclusive, [everything(.ipv4("0.0.0.0/0"), line: 26)]),
      origin: at(3)),
    SecurityGroup(
      name: "app", address: "aws_security_group.app",
      identity: .created(
        .exact(.text("securecart-app")), description: .text("Application instances"),
        vpc: .input(InputID(0))),
      tags: [],
      ingress: RuleSet(
        .exclusive,
        [
          tcp(
            80, Peer(.group, .one(.group(GroupID(0), .id))), "HTTP from the load balancer", line: 39
          )
        ]),
      egress: RuleSet(.exclusive, [everything(.ipv4("0.0.0.0/0"), line: 47)]),
      origin: at(34)),
  ],
  outputs: [
    Output(name: "alb_id", value: .group(GroupID(0), .id), origin: at(55)),
    Output(name: "app_arn", value: .group(GroupID(1), .arn), origin: at(59)),
  ])

/// Two groups in two networks that admit each other, by standalone rules.
let peeringProgram: Program = {
  func group(_ name: String, _ title: String, vpc: Int, peer: Int, line: Int) -> SecurityGroup {
    SecurityGroup(
      name: name, address: "aws_security_group.\(name)",
      identity: .created(
        .exact(.text(title)), description: .text("Peered: \(title)"), vpc: .input(InputID(vpc))),
      tags: [],
      ingress: RuleSet(
        .additive,
        [
          tcp(
            443, Peer(.group, .one(.group(GroupID(peer), .id))), "Secure API calls",
            line: line + 12)
        ]),
      egress: RuleSet(.additive, []),
      origin: at(line))
  }
  func vpc(_ name: String, line: Int) -> Input {
    Input(name: name, address: "var.\(name)", type: .string, origin: at(line))
  }
  return Program(
    sources: ["main.tf"],
    inputs: [vpc("vpc_shop", line: 1), vpc("vpc_pay", line: 2)],
    groups: [
      group("shop", "ecommerce-app", vpc: 0, peer: 1, line: 4),
      group("pay", "payment-processing", vpc: 1, peer: 0, line: 10),
    ])
}()

/// A generated name, known addresses, a variable that was folded.
let bastionProgram = Program(
  sources: ["main.tf"],
  inputs: [vpcInput],
  groups: [
    SecurityGroup(
      name: "bastion", address: "aws_security_group.bastion",
      identity: .created(
        .prefix(.text("bastion-")), description: .text("SSH from trusted networks"),
        vpc: .input(InputID(0))),
      tags: [],
      ingress: RuleSet(
        .exclusive,
        [
          tcp(22, .ipv4("203.0.113.7/32"), "SSH from home", line: 20),
          tcp(22, .ipv4("198.51.100.0/24"), "SSH from office", line: 20),
        ]),
      egress: RuleSet(
        .exclusive, [tcp(22, .ipv4("10.0.0.0/16"), "SSH to the private network", line: 30)]),
      origin: at(13)),
    SecurityGroup(
      name: "private", address: "aws_security_group.private",
      identity: .created(
        .exact(.text("private-ec2")), description: .text("Private instances"),
        vpc: .input(InputID(0))),
      tags: [],
      ingress: RuleSet(
        .exclusive, [tcp(22, Peer(.group, .one(.group(GroupID(0), .id))), line: 48)]),
      egress: RuleSet(.exclusive, []),
      origin: at(43)),
  ],
  folded: [
    FoldedVariable(
      name: "trusted", type: .map(.string),
      value: .object([
        .init("home", .string("203.0.113.7/32")), .init("office", .string("198.51.100.0/24")),
      ]),
      reason: .needed(at(22), why: "for_each needs to know how many blocks there are"))
  ])
