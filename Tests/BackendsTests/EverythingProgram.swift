import SecurityGroupIR

/// Text that means something to a shell, to Python, to JSON or to a terminal.
let hostileText =
  "it's \"quoted\" \\ `id` $(id) ${HOME} {0} {{x}} %s #\n\tnew line \u{1F600} \u{202E}rtl"

/// At least one of everything that the neutral form can say, in a program that can be run.
///
/// To run it: a VPC with IPv6 and tag `Name=main`; a group for `legacy_sg_id` in it; a prefix list.
let everythingProgram: Program = {
  enum In: Int, CaseIterable {
    case vpc, office, partners, ipv6, lists, peers, legacy, ports, tags, subnets, isPublic, token

    var term: Term { .input(InputID(rawValue)) }
  }
  func input(
    _ name: String, _ type: InputType, _ defaultValue: Literal? = nil, sensitive: Bool = false,
    _ description: String? = nil
  ) -> Input {
    Input(
      name: name, address: "var.\(name)", type: type, defaultValue: defaultValue,
      isSensitive: sensitive, description: description, origin: at(1))
  }
  let inputs = [
    input("vpc_id", .string, nil, "VPC that holds the security groups."),
    input("office_cidrs", .list(.string), nil, "Offices; 100% of them."),
    input("partner_cidrs", .set(.string), .list([.string("203.0.113.0/24")])),
    input("ipv6_cidrs", .list(.string), .list([.string("2001:db8::/32")])),
    input("prefix_list_ids", .list(.string), .list([])),
    input("peer_group_ids", .list(.string), .list([])),
    input("legacy_sg_id", .string),
    input("port", .number, .number("8443")),
    input("extra_tags", .map(.string), .object([.init("team", .string("net"))])),
    input(
      "subnets", .map(.object(["cidr": .string, "zones": .list(.string)])),
      .object([
        .init(
          "a",
          .object([
            .init("cidr", .string("10.1.0.0/24")), .init("zones", .list([.string("eu-1a")])),
          ]))
      ])),
    input("is_public", .bool, .bool(true)),
    input("token", .string, nil, sensitive: true, "Shown to nobody."),
  ]

  func range(_ from: Term, _ to: Term) -> Ports { .range(from: from, to: to) }
  func number(_ value: Int) -> Term { .literal(.number(String(value))) }
  let network = LookupID(0)
  let account = LookupID(1)
  let region = LookupID(2)
  let web = GroupID(0)
  let standard = GroupID(1)

  let lookups = [
    Lookup(
      name: "vpc_main", address: "data.aws_vpc.main",
      kind: .describe(
        .init(
          operation: "DescribeVpcs", resultList: "Vpcs",
          filters: [.init("tag:Name", [.text("main")])],
          attributes: [
            "id": "VpcId", "cidr_block": "CidrBlock",
            "ipv6_cidr_block": "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock",
          ])),
      origin: at(30)),
    Lookup(
      name: "caller_identity_me", address: "data.aws_caller_identity.me", kind: .callerIdentity,
      origin: at(34)),
    Lookup(
      name: "region_here", address: "data.aws_region.here", kind: .region, origin: at(36)),
    Lookup(
      name: "partition_here", address: "data.aws_partition.here", kind: .partition, origin: at(37)),
    Lookup(
      name: "security_group_legacy", address: "data.aws_security_group.legacy",
      kind: .describe(
        .init(
          operation: "DescribeSecurityGroups", resultList: "SecurityGroups",
          ids: .init(parameter: "GroupIds", values: [In.legacy.term]), filters: [],
          attributes: ["id": "GroupId", "name": "GroupName"])),
      origin: at(38)),
  ]

  let webGroup = SecurityGroup(
    name: "web", address: "module.web[\"a b\"].aws_security_group.this",
    identity: .created(
      .exact(.template([.text("web-"), .lookup(region, attribute: "name")])),
      description: .template([
        .text("Web in account "), .lookup(account, attribute: "account_id"),
      ]),
      vpc: .input(InputID(0))),
    tags: [
      .each(In.tags.term), tag("Name", "web"), tag("note", hostileText),
      .entry(
        key: "public",
        value: .template([.text("is public: "), .convert(In.isPublic.term, .string)])
      ),
      .entry(key: "port", value: .convert(In.ports.term, .string)),
    ],
    ingress: RuleSet(
      .exclusive,
      [
        tcp(443, Peer(.ipv4, .each(In.office.term)), "HTTPS", line: 52),
        // The same list again, and one of its members in so many words.
        tcp(443, Peer(.ipv4, .each(In.partners.term)), "HTTPS", line: 59),
        tcp(443, .ipv4("203.0.113.0/24"), "HTTPS", line: 66),
        tcp(443, .ipv4("203.0.113.0/24"), "HTTPS", line: 66),
        Rule(
          .tcp, range(In.ports.term, In.ports.term), Peer(.ipv6, .each(In.ipv6.term)),
          description: .template([.text("port "), .convert(In.ports.term, .string)]),
          origin: at(70)),
        Rule(.tcp, ports(8000, 8099), Peer(.prefixList, .each(In.lists.term)), origin: at(77)),
        Rule(
          IPProtocol(canonicalizing: "udp"), ports(53, 53),
          .init(.ipv4, .one(.lookup(network, attribute: "cidr_block"))),
          description: .text("DNS"), origin: at(84)),
        Rule(
          IPProtocol(canonicalizing: "icmp"), ports(8, -1), .ipv4("0.0.0.0/0"),
          description: .text("ping"), origin: at(91)),
        Rule(
          IPProtocol(canonicalizing: "icmpv6"), ports(-1, -1), Peer(.ipv6, .one(.text("::/0"))),
          origin: at(98)),
        Rule(
          IPProtocol(canonicalizing: "50"), .unspecified,
          Peer(
            .ipv4, .one(.member(.member(In.subnets.term, key: .string("a")), key: .string("cidr")))),
          description: .text("ESP"), origin: at(105)),
        tcp(22, Peer(.group, .one(.group(web, .id))), "self", line: 112),
        tcp(22, Peer(.group, .one(.group(standard, .id))), "from the default group", line: 112),
        tcp(5432, Peer(.group, .each(In.peers.term)), line: 119),
        tcp(
          5432, Peer(.group, .one(.text("sg-0123456789abcdef0")), account: "444455556666"),
          "from a partner account", line: 126),
      ]),
    egress: RuleSet(.exclusive, [everything(.ipv4("0.0.0.0/0"), "anywhere", line: 133)]),
    origin: at(44))

  let defaultGroup = SecurityGroup(
    name: "default", address: "aws_default_security_group.default",
    identity: .defaultGroup(vpc: .lookup(network, attribute: "id")),
    tags: [tag("Name", "closed")],
    ignoredTags: IgnoredTags(keys: ["LastScan", hostileText], prefixes: ["kubernetes.io/"]),
    ingress: RuleSet(.exclusive, []), egress: RuleSet(.exclusive, []), origin: at(140))

  let existing = SecurityGroup(
    name: "legacy", address: "var.legacy_sg_id",
    identity: .existing(id: .lookup(LookupID(4), attribute: "id")), tags: nil,
    ingress: RuleSet(
      .additive,
      [
        Rule(
          .tcp, ports(9000, 9000), .ipv4("10.2.0.0/16"), description: .text("metrics"),
          tags: [tag("Name", "metrics"), tag("empty", "")],
          ignoredTags: IgnoredTags(prefixes: ["kubernetes.io/"]), origin: at(150)),
        Rule(
          .tcp, ports(9001, 9001), .ipv4("10.2.0.0/16"),
          tags: [.each(In.tags.term), tag("Name", "logs")], origin: at(160)),
        tcp(9002, Peer(.group, .one(.group(web, .id))), line: 170),
      ]),
    egress: RuleSet(.additive, []), origin: at(150))

  let worker = SecurityGroup(
    name: "worker", address: "aws_security_group.worker[0]",
    identity: .created(
      .prefix(.text("worker-")), description: .text("Managed by Terraform"),
      vpc: .lookup(network, attribute: "id")),
    tags: [tag("Name", "worker")],
    ingress: RuleSet(.additive, []), egress: RuleSet(.additive, []), origin: at(180))
  var second = worker
  second.name = "worker_1"
  second.address = "aws_security_group.worker[1]"

  return Program(
    sources: ["main.tf", "variables.tf"], inputs: inputs, lookups: lookups,
    groups: [webGroup, defaultGroup, existing, worker, second],
    attachments: [
      Attachment(
        address: "aws_network_interface_sg_attachment.proxy", group: .group(web, .id),
        target: .networkInterface(.text("eni-0123456789abcdef0")), origin: at(190)),
      Attachment(
        address: "aws_vpc_security_group_vpc_association.shared", group: .group(web, .id),
        target: .vpc(.text("vpc-0fedcba9876543210")), origin: at(194)),
    ],
    outputs: [
      Output(name: "web_id", value: .group(web, .id), origin: at(200)),
      Output(
        name: "workers",
        value: .list([
          .element(.group(GroupID(3), .id)), .element(.group(GroupID(4), .name)),
          .each(In.office.term),
        ]), origin: at(201)),
      Output(
        name: "all",
        value: .map([
          .each(In.tags.term),
          .entry(
            key: "zone",
            value: .member(
              .member(.member(In.subnets.term, key: .string("a")), key: .string("zones")),
              key: .number("0"))),
          .entry(key: "owner", value: .group(web, .ownerID)),
          .entry(key: "vpc", value: .group(web, .vpcID)),
          .entry(key: "public", value: In.isPublic.term),
          .entry(key: "port", value: In.ports.term),
        ]), origin: at(202)),
      Output(name: "note", value: .text(hostileText), origin: at(203)),
      Output(
        name: "partition", value: .lookup(LookupID(3), attribute: "partition"), origin: at(204)),
      Output(name: "token", value: In.token.term, isSensitive: true, origin: at(205)),
    ],
    folded: [
      FoldedVariable(
        name: "workers", type: .number, value: .number("2"),
        reason: .needed(at(180), why: "count needs its value")),
      FoldedVariable(
        name: "password", type: .string, value: nil, isSensitive: true, reason: .given),
    ])
}()
