/// Every resource type and data source that is translated, by the name in the configuration.
package let registeredTypes: [String: ResourceType] = Dictionary(
  uniqueKeysWithValues: [
    securityGroup, defaultSecurityGroup, securityGroupRule, ingressRule, egressRule,
  ].map { ($0.name, $0) } + dataSourceTypes.map { ($0.name, $0) })

/// Types that change what a security group is, and are not translated yet: an error, never silence.
package let refusedTypes: Set<String> = [
  "aws_vpc_security_group_rules_exclusive", "aws_vpc_security_group_vpc_association",
  "aws_network_interface_sg_attachment",
]
