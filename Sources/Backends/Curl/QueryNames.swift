/// How EC2's Query API calls what botocore's model calls otherwise. Lists are counted from one:
/// `TagSpecification.1.Tag.2.Key`.
enum QueryNames {
  static func name(of member: String, in operation: String, isOutermost: Bool) -> String {
    switch (operation, member) {
    case ("CreateSecurityGroup", "Description") where isOutermost: "GroupDescription"
    case ("ModifyNetworkInterfaceAttribute", "Groups") where isOutermost: "SecurityGroupId"
    default: general[member] ?? member
    }
  }

  private static let general = [
    "Filters": "Filter",
    "GroupIds": "GroupId",
    "NetworkInterfaceIds": "NetworkInterfaceId",
    "Resources": "ResourceId",
    "SecurityGroupRuleIds": "SecurityGroupRuleId",
    "TagSpecifications": "TagSpecification",
    "Tags": "Tag",
    "UserIdGroupPairs": "Groups",
    "Values": "Value",
  ]
}
