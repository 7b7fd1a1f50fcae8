import HCL
import SecurityGroupIR

/// The data sources that an artifact looks up when it runs.
let dataSourceTypes: [(name: String, type: @Sendable () -> ResourceType)] = [
  ("data.aws_vpc", { vpcData }),
  ("data.aws_vpcs", { vpcsData }),
  ("data.aws_subnet", { subnetData }),
  ("data.aws_subnets", { subnetsData }),
  ("data.aws_security_group", { securityGroupData }),
  ("data.aws_security_groups", { securityGroupsData }),
  ("data.aws_prefix_list", { prefixListData }),
  ("data.aws_ec2_managed_prefix_list", { ec2ManagedPrefixListData }),
  ("data.aws_ec2_managed_prefix_lists", { ec2ManagedPrefixListsData }),
  ("data.aws_availability_zone", { availabilityZoneData }),
  ("data.aws_availability_zones", { availabilityZonesData }),
  ("data.aws_region", { regionData }),
  ("data.aws_caller_identity", { callerIdentityData }),
  ("data.aws_partition", { partitionData }),
  ("data.aws_default_tags", { defaultTagsData }),
]

private let vpcData = DescribeSource(
  type: "aws_vpc", operation: "DescribeVpcs", list: "Vpcs", id: ("id", "VpcIds"),
  idFilter: "vpc-id",
  filters: ["cidr_block": "cidr", "dhcp_options_id": "dhcp-options-id", "state": "state"],
  flags: ["default": "is-default"],
  attributes: [
    "id": (.string, "VpcId"), "cidr_block": (.string, "CidrBlock"),
    "owner_id": (.string, "OwnerId"), "dhcp_options_id": (.string, "DhcpOptionsId"),
    "instance_tenancy": (.string, "InstanceTenancy"),
    "ipv6_cidr_block": (.string, "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock"),
    "ipv6_association_id": (.string, "Ipv6CidrBlockAssociationSet[0].AssociationId"),
    "cidr_block_associations": (
      .list(
        .object(
          ObjectType(["association_id": .string, "cidr_block": .string, "state": .string]))), nil
    ),
    "cidr_block_associations[*].cidr_block": (
      .list(.string), "CidrBlockAssociationSet[].CidrBlock"
    ),
    "arn": (.string, nil), "main_route_table_id": (.string, nil),
    "enable_dns_hostnames": (.bool, nil), "enable_dns_support": (.bool, nil),
    "enable_network_address_usage_metrics": (.bool, nil),
  ]
).resourceType

private let vpcsData = DescribeSource(
  type: "aws_vpcs", operation: "DescribeVpcs", list: "Vpcs", isPlural: true,
  attributes: ["ids": (.list(.string), "VpcId")]
).resourceType

private let subnetData = DescribeSource(
  type: "aws_subnet", operation: "DescribeSubnets", list: "Subnets", id: ("id", "SubnetIds"),
  idFilter: "subnet-id",
  filters: [
    "vpc_id": "vpc-id", "cidr_block": "cidr-block", "availability_zone": "availability-zone",
    "availability_zone_id": "availability-zone-id", "state": "state",
    "ipv6_cidr_block": "ipv6-cidr-block-association.ipv6-cidr-block",
  ], flags: ["default_for_az": "default-for-az"],
  attributes: [
    "id": (.string, "SubnetId"), "vpc_id": (.string, "VpcId"),
    "cidr_block": (.string, "CidrBlock"), "arn": (.string, "SubnetArn"),
    "availability_zone": (.string, "AvailabilityZone"),
    "availability_zone_id": (.string, "AvailabilityZoneId"), "owner_id": (.string, "OwnerId"),
    "state": (.string, "State"),
    "ipv6_cidr_block": (.string, "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock"),
    "ipv6_cidr_block_association_id": (.string, "Ipv6CidrBlockAssociationSet[0].AssociationId"),
    "assign_ipv6_address_on_creation": (.bool, nil), "available_ip_address_count": (.number, nil),
    "customer_owned_ipv4_pool": (.string, nil), "enable_dns64": (.bool, nil),
    "enable_lni_at_device_index": (.number, nil),
    "enable_resource_name_dns_a_record_on_launch": (.bool, nil),
    "enable_resource_name_dns_aaaa_record_on_launch": (.bool, nil), "ipv6_native": (.bool, nil),
    "map_customer_owned_ip_on_launch": (.bool, nil), "map_public_ip_on_launch": (.bool, nil),
    "outpost_arn": (.string, nil), "private_dns_hostname_type_on_launch": (.string, nil),
  ]
).resourceType

private let subnetsData = DescribeSource(
  type: "aws_subnets", operation: "DescribeSubnets", list: "Subnets", isPlural: true,
  attributes: ["ids": (.list(.string), "SubnetId")]
).resourceType

private let securityGroupData = DescribeSource(
  type: "aws_security_group", operation: "DescribeSecurityGroups", list: "SecurityGroups",
  id: ("id", "GroupIds"), idFilter: "group-id",
  filters: ["name": "group-name", "vpc_id": "vpc-id"],
  attributes: [
    "id": (.string, "GroupId"), "name": (.string, "GroupName"),
    "description": (.string, "Description"), "vpc_id": (.string, "VpcId"),
    "arn": (.string, "SecurityGroupArn"),
  ]
).resourceType

private let securityGroupsData = DescribeSource(
  type: "aws_security_groups", operation: "DescribeSecurityGroups", list: "SecurityGroups",
  isPlural: true,
  attributes: [
    "ids": (.list(.string), "GroupId"), "vpc_ids": (.list(.string), "VpcId"),
    "arns": (.list(.string), "SecurityGroupArn"),
  ]
).resourceType

private let prefixListData = DescribeSource(
  type: "aws_prefix_list", operation: "DescribePrefixLists", list: "PrefixLists",
  id: ("prefix_list_id", "PrefixListIds"), filters: ["name": "prefix-list-name"], hasTags: false,
  attributes: [
    "id": (.string, "PrefixListId"), "name": (.string, "PrefixListName"),
    "cidr_blocks": (.list(.string), "Cidrs[]"),
  ]
).resourceType

private let ec2ManagedPrefixListData = DescribeSource(
  type: "aws_ec2_managed_prefix_list", operation: "DescribeManagedPrefixLists",
  list: "PrefixLists", id: ("id", "PrefixListIds"), filters: ["name": "prefix-list-name"],
  attributes: [
    "id": (.string, "PrefixListId"), "name": (.string, "PrefixListName"),
    "arn": (.string, "PrefixListArn"), "owner_id": (.string, "OwnerId"),
    "address_family": (.string, "AddressFamily"), "max_entries": (.number, nil),
    "version": (.number, nil),
    "entries": (
      .set(.object(ObjectType(["cidr": .string, "description": .string]))), nil
    ),
  ]
).resourceType

private let ec2ManagedPrefixListsData = DescribeSource(
  type: "aws_ec2_managed_prefix_lists", operation: "DescribeManagedPrefixLists",
  list: "PrefixLists", isPlural: true, attributes: ["ids": (.list(.string), "PrefixListId")]
).resourceType

private let availabilityZoneData = DescribeSource(
  type: "aws_availability_zone", operation: "DescribeAvailabilityZones",
  list: "AvailabilityZones",
  filters: ["name": "zone-name", "zone_id": "zone-id", "state": "state"],
  unanswered: ["all_availability_zones": .bool], hasTags: false,
  attributes: [
    "id": (.string, "ZoneName"), "name": (.string, "ZoneName"), "zone_id": (.string, "ZoneId"),
    "region": (.string, "RegionName"), "group_name": (.string, "GroupName"),
    "network_border_group": (.string, "NetworkBorderGroup"),
    "opt_in_status": (.string, "OptInStatus"), "zone_type": (.string, "ZoneType"),
    "state": (.string, "State"), "name_suffix": (.string, nil),
    "parent_zone_id": (.string, nil), "parent_zone_name": (.string, nil),
  ]
).resourceType

private let availabilityZonesData = DescribeSource(
  type: "aws_availability_zones", operation: "DescribeAvailabilityZones",
  list: "AvailabilityZones", filters: ["state": "state"],
  unanswered: [
    "all_availability_zones": .bool, "exclude_names": .set(.string),
    "exclude_zone_ids": .set(.string),
  ], isPlural: true, order: "ZoneName", hasTags: false,
  attributes: [
    "names": (.list(.string), "ZoneName"), "zone_ids": (.list(.string), "ZoneId"),
    "group_names": (.set(.string), "GroupName"),
  ]
).resourceType

private let regionData = ResourceType(
  "data.aws_region",
  Schema([
    "name": .init(.string, .optionalComputed), "endpoint": .init(.string, .optionalComputed),
    "region": .init(.string, .optionalComputed), "id": .init(.string, .optionalComputed),
    "description": .init(.string, .computed),
  ]),
  attributes: [
    "name": .string, "id": .string, "region": .string, "endpoint": .string, "description": .string,
  ],
  known: { instance in
    // The Region that the provider is configured for, wherever the artifact runs.
    let provider = instance.module.provider(instance.configuration.provider)
    let given = instance.body["name"] ?? instance.body["region"]
    guard let region = given?.value ?? provider?.region?.value else { return [] }
    return ["name", "id", "region"].map { ($0, region) }
  },
  lookup: { _, _ in LookupAnswer(.region, attributes: ["name", "id", "region"]) })

private let callerIdentityData = ResourceType(
  "data.aws_caller_identity", Schema([:]),
  attributes: ["account_id": .string, "arn": .string, "user_id": .string, "id": .string],
  lookup: { _, _ in
    LookupAnswer(.callerIdentity, attributes: ["account_id", "arn", "user_id", "id"])
  })

private let partitionData = ResourceType(
  "data.aws_partition", Schema([:]),
  attributes: [
    "partition": .string, "dns_suffix": .string, "reverse_dns_prefix": .string, "id": .string,
  ],
  lookup: { _, _ in LookupAnswer(.partition, attributes: ["partition", "dns_suffix", "id"]) })

/// What the provider block says: nothing that only the account knows.
private let defaultTagsData = ResourceType(
  "data.aws_default_tags", Schema([:]), attributes: ["tags": .map(.string), "id": .string],
  known: { instance in
    let provider = instance.module.provider(instance.configuration.provider)
    let tags = provider?.defaultTags?.value ?? .object([:])
    return [("tags", (try? convert(tags, to: .map(.string))) ?? tags)]
  })
