/// Every resource type and data source that is translated, by the name in the configuration.
package let registeredTypes = TypeRegistry(resourceTypes + dataSourceTypes)

private let resourceTypes: [(name: String, type: @Sendable () -> ResourceType)] = [
  ("aws_security_group", { securityGroup }),
  ("aws_default_security_group", { defaultSecurityGroup }),
  ("aws_security_group_rule", { securityGroupRule }),
  ("aws_vpc_security_group_ingress_rule", { ingressRule }),
  ("aws_vpc_security_group_egress_rule", { egressRule }),
  ("aws_vpc_security_group_rules_exclusive", { rulesExclusive }),
  ("aws_vpc_security_group_vpc_association", { vpcAssociation }),
  ("aws_network_interface_sg_attachment", { networkInterfaceAttachment }),
]
