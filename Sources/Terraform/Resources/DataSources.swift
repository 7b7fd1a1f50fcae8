import HCL
import SecurityGroupIR

private let filterSchema = Schema([
  "name": .init(.string, .required), "values": .init(.set(.string), .required),
])

/// A data source that is one EC2 Describe call: what may be asked, and where the answers stand.
private func describeData(
  _ type: String, _ operation: String, list: String, ids: String,
  /// Argument to filter name.
  filters: [String: String], idArgument: String = "id",
  /// Attribute to JMESPath within the element found.
  attributes: [String: String],
  /// Like `filters`, for arguments that are true or false.
  flags: [String: String] = [:]
) -> ResourceType {
  var arguments: [String: Schema.Argument] = [
    idArgument: .init(.string, .optionalComputed), "tags": .init(.map(.string), .optionalComputed),
    "region": .init(.string, .optionalComputed),
  ]
  for name in filters.keys { arguments[name] = .init(.string, .optionalComputed) }
  for name in flags.keys { arguments[name] = .init(.bool, .optionalComputed) }
  return ResourceType(
    "data." + type,
    Schema(
      arguments,
      blocks: [
        "filter": .init(filterSchema),
        "timeouts": .init(Schema(["read": .init(.string, .optional)])),
      ]),
    lookup: { instance, lowering in
      let body = instance.body
      var describe = Lookup.Describe(
        operation: operation, resultList: list, filters: [], attributes: attributes)
      if let term = lowering.term(body[idArgument]) {
        describe.ids = Lookup.IDs(parameter: ids, values: [term])
      }
      for (argument, filter) in filters.sorted(by: { $0.key < $1.key }) {
        if let term = lowering.term(body[argument]) {
          describe.filters.append(.init(filter, [term]))
        }
      }
      for (argument, filter) in flags.sorted(by: { $0.key < $1.key }) {
        if let flag = lowering.knownBool(body[argument], "because it is a filter") {
          describe.filters.append(.init(filter, [.text(flag ? "true" : "false")]))
        }
      }
      if let tags = body["tags"] {
        for (key, value) in lowering.mapEntries(tags) {
          describe.filters.append(.init("tag:\(key)", [value]))
        }
      }
      for block in body.blocks["filter"] ?? [] {
        guard let name = lowering.knownText(block["name"], "because it is the name of a filter")
        else { return nil }
        describe.filters.append(.init(name, lowering.elements(block["values"])))
      }
      return LookupAnswer(.describe(describe), attributes: Set(attributes.keys))
    })
}

let vpcData = describeData(
  "aws_vpc", "DescribeVpcs", list: "Vpcs", ids: "VpcIds",
  filters: ["cidr_block": "cidr", "dhcp_options_id": "dhcp-options-id", "state": "state"],
  attributes: [
    "id": "VpcId", "cidr_block": "CidrBlock", "owner_id": "OwnerId",
    "dhcp_options_id": "DhcpOptionsId", "instance_tenancy": "InstanceTenancy",
    "ipv6_cidr_block": "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock",
  ], flags: ["default": "is-default"])

let subnetData = describeData(
  "aws_subnet", "DescribeSubnets", list: "Subnets", ids: "SubnetIds",
  filters: [
    "vpc_id": "vpc-id", "cidr_block": "cidr-block", "availability_zone": "availability-zone",
    "state": "state",
  ],
  attributes: [
    "id": "SubnetId", "vpc_id": "VpcId", "cidr_block": "CidrBlock", "arn": "SubnetArn",
    "availability_zone": "AvailabilityZone", "owner_id": "OwnerId",
  ])

let securityGroupData = describeData(
  "aws_security_group", "DescribeSecurityGroups", list: "SecurityGroups", ids: "GroupIds",
  filters: ["name": "group-name", "vpc_id": "vpc-id"],
  attributes: [
    "id": "GroupId", "name": "GroupName", "description": "Description", "vpc_id": "VpcId",
    "arn": "SecurityGroupArn",
  ])

let prefixListData = describeData(
  "aws_prefix_list", "DescribePrefixLists", list: "PrefixLists", ids: "PrefixListIds",
  filters: ["name": "prefix-list-name"], idArgument: "prefix_list_id",
  attributes: ["id": "PrefixListId", "name": "PrefixListName"])

let managedPrefixListData = describeData(
  "aws_ec2_managed_prefix_list", "DescribeManagedPrefixLists", list: "PrefixLists",
  ids: "PrefixListIds", filters: ["name": "prefix-list-name"],
  attributes: [
    "id": "PrefixListId", "name": "PrefixListName", "arn": "PrefixListArn", "owner_id": "OwnerId",
  ])

let regionData = ResourceType(
  "data.aws_region",
  Schema([
    "name": .init(.string, .optionalComputed), "endpoint": .init(.string, .optionalComputed),
    "region": .init(.string, .optionalComputed), "id": .init(.string, .optionalComputed),
  ]),
  lookup: { _, _ in LookupAnswer(.region, attributes: ["name", "id", "region"]) })

let callerIdentityData = ResourceType(
  "data.aws_caller_identity", Schema([:]),
  lookup: { _, _ in
    LookupAnswer(.callerIdentity, attributes: ["account_id", "arn", "user_id", "id"])
  })

let partitionData = ResourceType(
  "data.aws_partition", Schema([:]),
  lookup: { _, _ in
    LookupAnswer(.partition, attributes: ["partition", "dns_suffix", "id"])
  })

extension Lowering {
  /// The entries of a map whose keys are known.
  mutating func mapEntries(_ argument: EvaluatedBody.Argument) -> [(String, Term)] {
    switch term(argument) {
    case .map(let parts):
      return parts.compactMap {
        if case .entry(let key, let value) = $0 { (key, value) } else { nil }
      }
    case .literal(.object(let entries)): return entries.map { ($0.name, .literal($0.value)) }
    default:
      evaluation.demand(
        Demand(
          argument.value.residuals.flatMap(\.sources), at: argument.location,
          "because the tags are filters"))
      return []
    }
  }

  mutating func elements(_ argument: EvaluatedBody.Argument?) -> [Term] {
    guard let argument else { return [] }
    switch term(argument) {
    case .list(let parts):
      return parts.compactMap { if case .element(let term) = $0 { term } else { nil } }
    case .literal(.list(let elements)): return elements.map { .literal($0) }
    default:
      evaluation.demand(
        Demand(
          argument.value.residuals.flatMap(\.sources), at: argument.location,
          "because it is a filter"))
      return []
    }
  }
}
