#!/usr/bin/env bash
# Make 10 security groups where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   VPC_ID=… LABEL=… TEXT=…
#   A_LIST_OF_NETWORKS_WITH_A_NAME_THAT_IS_LONGER_THAN_WHAT_PEOPLE_LIKE_TO_TYPE=…
#   ./this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${VPC_ID:?id of a VPC}"
: "${LABEL?A label of as many characters as a label may have at most, which is eighty of th}"
: "${TEXT?A label of as many characters as a label may have at most, which is eighty of thx}"
: "${A_LIST_OF_NETWORKS_WITH_A_NAME_THAT_IS_LONGER_THAN_WHAT_PEOPLE_LIKE_TO_TYPE?Networks whose description is a sentence so long that it is no label of anything any more, but a text.}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_security_group.this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far (main.tf:25)
  request main.tf:25 CreateSecurityGroup \
    GroupName=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer-3-and-longer-4-and-longer-5-and-longer-6-and-longer-7-and-longer-8-and-longer-9-and-longer-10-and-longer-11-and-longer-12-and-longer-13-and-longer-14-and-longer-15-and-longer-16-and-lon \
    GroupDescription=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer-3-and-longer-4-and-longer-5-and-longer-6-and-longer-7-and-longer-8-and-longer-9-and-longer-10-and-longer-11-and-longer-12-and-longer-13-and-longer-14-and-longer-15-and-longer-16-an \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Label \
    "TagSpecification.1.Tag.1.Value=$LABEL" \
    TagSpecification.1.Tag.2.Key=Text \
    "TagSpecification.1.Tag.2.Value=$TEXT"
  this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id=$(element groupId)
  undo DeleteSecurityGroup \
    "GroupId=$this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id"

  # aws_security_group.tagged (main.tf:61)
  request main.tf:61 CreateSecurityGroup \
    GroupName=tagged \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Tag-number-0 \
    TagSpecification.1.Tag.1.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-a \
    TagSpecification.1.Tag.2.Key=Tag-number-1 \
    TagSpecification.1.Tag.2.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-an \
    TagSpecification.1.Tag.3.Key=Tag-number-10 \
    TagSpecification.1.Tag.3.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer- \
    TagSpecification.1.Tag.4.Key=Tag-number-11 \
    TagSpecification.1.Tag.4.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer-3 \
    TagSpecification.1.Tag.5.Key=Tag-number-2 \
    TagSpecification.1.Tag.5.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and \
    TagSpecification.1.Tag.6.Key=Tag-number-3 \
    TagSpecification.1.Tag.6.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and- \
    TagSpecification.1.Tag.7.Key=Tag-number-4 \
    TagSpecification.1.Tag.7.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-l \
    TagSpecification.1.Tag.8.Key=Tag-number-5 \
    TagSpecification.1.Tag.8.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-lo \
    TagSpecification.1.Tag.9.Key=Tag-number-6 \
    TagSpecification.1.Tag.9.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-lon \
    TagSpecification.1.Tag.10.Key=Tag-number-7 \
    TagSpecification.1.Tag.10.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-long \
    TagSpecification.1.Tag.11.Key=Tag-number-8 \
    TagSpecification.1.Tag.11.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longe \
    TagSpecification.1.Tag.12.Key=Tag-number-9 \
    TagSpecification.1.Tag.12.Value=a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer
  tagged_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$tagged_id"

  # aws_security_group.many["group-0"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-0 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_0_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_0_id"

  # aws_security_group.many["group-1"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-1 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_1_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_1_id"

  # aws_security_group.many["group-2"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-2 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_2_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_2_id"

  # aws_security_group.many["group-3"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-3 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_3_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_3_id"

  # aws_security_group.many["group-4"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-4 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_4_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_4_id"

  # aws_security_group.many["group-5"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-5 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_5_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_5_id"

  # aws_security_group.many["group-6"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-6 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_6_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_6_id"

  # aws_security_group.many["group-7"] (main.tf:69)
  request main.tf:69 CreateSecurityGroup \
    GroupName=group-7 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  many_group_7_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$many_group_7_id"

  # aws_security_group.this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far (main.tf:25)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:25 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:25 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id"

  rule tcp 1024:65535 ipv4 10.0.0.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.3.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.6.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.9.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.12.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.15.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.18.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.21.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.24.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.27.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.30.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.33.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.36.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.39.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.42.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.45.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.48.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.51.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.54.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.57.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.60.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.63.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.66.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.69.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.72.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.75.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.78.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.81.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.84.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.87.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.90.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.93.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.96.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.99.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.102.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.105.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.108.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.111.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.114.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.117.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.120.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.123.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.126.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.129.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.132.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.135.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.138.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.141.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.144.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.147.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.150.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.153.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.156.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.159.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.162.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.165.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.168.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.171.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.174.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.177.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.180.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.183.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.186.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.189.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.192.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.195.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.198.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.201.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.204.0/24 "Many networks"
  rule tcp 1024:65535 ipv4 10.0.207.0/24 "Many networks"
  rule udp 443 ipv4 "$A_LIST_OF_NETWORKS_WITH_A_NAME_THAT_IS_LONGER_THAN_WHAT_PEOPLE_LIKE_TO_TYPE" a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer-3-and-longer-4-and-longer-5-and-longer-6-and-longer-7-and-longer-8-and-longer-9-and-longer-10-and-longer-11-and-longer-12-and-long
  rule udp 443 ipv6 2001:db8:123:4567:89ab:cdef:123:4567/128 a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer-3-and-longer-4-and-longer-5-and-longer-6-and-longer-7-and-longer-8-and-longer-9-and-longer-10-and-longer-11-and-longer-12-and-long
  rule udp 443 ipv6 ::/0 a-name-that-is-long-and-longer-0-and-longer-1-and-longer-2-and-longer-3-and-longer-4-and-longer-5-and-longer-6-and-longer-7-and-longer-8-and-longer-9-and-longer-10-and-longer-11-and-longer-12-and-long
  rule tcp 22 ipv4 10.100.10.0/24 "Networks that fit on a line, and one that does not"
  rule tcp 22 ipv4 10.100.20.0/24 "Networks that fit on a line, and one that does not"
  rule tcp 22 ipv4 10.100.30.0/24 "Networks that fit on a line, and one that does not"
  rule tcp 22 ipv4 10.10.10.0/24 "Networks that fit on a line, and one that does not"
  rule tcp 22 ipv4 10.11.0.0/24 "Networks that fit on a line, and one that does not"
  change main.tf:30 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id"

  # aws_security_group.tagged (main.tf:61)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:61 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$tagged_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:61 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$tagged_id"

  # aws_security_group.many["group-0"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_0_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_0_id"

  rule tcp 0:65535 group "$many_group_1_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_0_id"

  # aws_security_group.many["group-1"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_1_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_1_id"

  rule tcp 0:65535 group "$many_group_2_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_1_id"

  # aws_security_group.many["group-2"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_2_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_2_id"

  rule tcp 0:65535 group "$many_group_3_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_2_id"

  # aws_security_group.many["group-3"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_3_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_3_id"

  rule tcp 0:65535 group "$many_group_4_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_3_id"

  # aws_security_group.many["group-4"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_4_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_4_id"

  rule tcp 0:65535 group "$many_group_5_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_4_id"

  # aws_security_group.many["group-5"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_5_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_5_id"

  rule tcp 0:65535 group "$many_group_6_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_5_id"

  # aws_security_group.many["group-6"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_6_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_6_id"

  rule tcp 0:65535 group "$many_group_7_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_6_id"

  # aws_security_group.many["group-7"] (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_7_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$many_group_7_id"

  rule tcp 0:65535 group "$many_group_0_id"
  change main.tf:75 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$many_group_7_id"

  echo "this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id = $this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far_id"
  echo "tagged_id = $tagged_id"
  echo "many_group_0_id = $many_group_0_id"
  echo "many_group_1_id = $many_group_1_id"
  echo "many_group_2_id = $many_group_2_id"
  echo "many_group_3_id = $many_group_3_id"
  echo "many_group_4_id = $many_group_4_id"
  echo "many_group_5_id = $many_group_5_id"
  echo "many_group_6_id = $many_group_6_id"
  echo "many_group_7_id = $many_group_7_id"
}

# --- requests: signed, and sent again when EC2 is busy --------------------------------

declare answer code="" region=$AWS_REGION service=ec2 source=""
declare -a changes=() permissions=()

# request SOURCE ACTION [NAME=VALUE]...: make a call for this line of the configuration, about
# the rules before it; the answer is in $answer. False for an error that is in $ignored.
request() {
  local words=("${@:3}" "${permissions[@]}")
  source=$1 permissions=()
  [[ $2 == Describe* || $2 == Get* ]] || echo "$source: $2" >&2
  query "$2" "${words[@]}" || {
    [[ " ${ignored-} " != *" $code "* ]] || return 1
    stop "$source: $2: $(error)"
  }
}

# query ACTION [NAME=VALUE]...: send a signed request; the answer is in $answer. False for an
# error. It takes a moment until a new group is known everywhere.
query() {
  local pause http
  for pause in 1 2 4 8 0; do
    answer=$(settings "$@" | curl --config -) || answer=$'\n000'
    http=${answer##*$'\n'} answer=${answer%$'\n'*}
    [[ $http != 2?? ]] || return 0
    code=$(element Code)
    case $code in
    RequestLimitExceeded | Throttling* | InternalError | *Unavailable) ;;
    InvalidGroup.NotFound) ((${#changes[@]} > 0)) || return 1 ;;
    *) return 1 ;;
    esac
    sleep "$pause"
  done
  return 1
}

# settings ACTION [NAME=VALUE]...: print a request for curl, which reads it from standard input,
# so that neither a secret nor a value is an argument of a program.
settings() {
  local word version=2016-11-15
  [[ $service == ec2 ]] || version=2011-06-15
  printf 'silent\nshow-error\n'
  option url "$(endpoint)"
  option aws-sigv4 "aws:amz:$region:$service"
  option user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"
  [[ -z ${AWS_SESSION_TOKEN-} ]] ||
    option header "x-amz-security-token: $AWS_SESSION_TOKEN"
  for word in "Action=$1" "Version=$version" "${@:2}"; do option data-urlencode "$word"; done
  printf 'write-out = "\\n%%{http_code}"\n'
}

# option NAME VALUE: print a line of curl's configuration.
option() {
  local value=${2//\\/\\\\}
  value=${value//\"/\\\"}
  value=${value//$'\n'/\\n}
  value=${value//$'\r'/\\r}
  value=${value//$'\t'/\\t}
  printf '%s = "%s"\n' "$1" "$value"
}

# endpoint: print the address of the service in the Region.
endpoint() {
  local variable=AWS_ENDPOINT_URL_${service^^} suffix=amazonaws.com url
  [[ $region != cn-* ]] || suffix+=.cn
  url=${!variable-${AWS_ENDPOINT_URL-}}
  url=${url:-https://$service.$region.$suffix}
  echo "${url%/}/"
}

# --- rules ----------------------------------------------------------------------------

# rule PROTOCOL PORTS KIND "PEER..." [DESCRIPTION]: the next call is about such a rule for each
# peer. PORTS is "all", a port, FROM:TO, or for ICMP TYPE:CODE.
rule() {
  local list member peer place
  case $3 in
  ipv4) list=IpRanges member=CidrIp ;;
  ipv6) list=Ipv6Ranges member=CidrIpv6 ;;
  list) list=PrefixListIds member=PrefixListId ;;
  *) list=Groups member=GroupId ;;
  esac
  ((${#permissions[@]} > 0)) || rules=0
  for peer in $4; do
    rules=$((rules + 1))
    place=IpPermissions.$rules
    permissions+=("$place.IpProtocol=$1")
    [[ $2 == all ]] || permissions+=("$place.FromPort=${2%%:*}" "$place.ToPort=${2##*:}")
    place+=.$list.1
    [[ $peer != */sg-* ]] || permissions+=("$place.UserId=${peer%%/*}")
    permissions+=("$place.$member=${peer/#[0-9]*\/sg-/sg-}")
    (($# < 5)) || permissions+=("$place.Description=$5")
  done
}

# change SOURCE ACTION INVERSE GROUP [NAME=VALUE]...: make a call about the rules before it, if
# there are any; INVERSE takes it back.
change() {
  local words=("${permissions[@]}")
  ((${#words[@]} > 0)) || return 0
  request "$1" "$2" "${@:4}" || return 0
  permissions=("${words[@]}")
  undo "$3" "$4"
}

# --- answers: EC2 speaks XML ----------------------------------------------------------

# element NAME: print the text of the first element of this name in $answer.
element() {
  local text=${answer#*"<$1>"}
  [[ $text != "$answer" ]] || return 0
  unescape "${text%%"</$1>"*}"
}

unescape() {
  local text=$1
  text=${text//'&lt;'/'<'}
  text=${text//'&gt;'/'>'}
  text=${text//'&quot;'/'"'}
  text=${text//'&apos;'/"'"}
  text=${text//'&#39;'/"'"}
  text=${text//'&#34;'/'"'}
  printf '%s\n' "${text//'&amp;'/'&'}"
}

# --- the way back ---------------------------------------------------------------------

# undo ACTION [NAME=VALUE]...: remember what takes the last call back, about the rules before it.
undo() {
  local entry
  printf -v entry '%s\x1f' "$source" "$region" "$@" "${permissions[@]}"
  changes+=("$entry")
  permissions=()
}

# finish: when the script fails or is stopped, undo what it did, the last call first.
finish() {
  local status=$? number words
  trap - EXIT
  trap '' INT TERM
  for ((number = ${#changes[@]} - 1; status != 0 && number >= 0; number--)); do
    mapfile -d $'\x1f' -t words < <(printf %s "${changes[number]}")
    region=${words[1]}
    if query "${words[@]:2}"; then
      echo "undone: ${words[0]}: by ${words[2]}" >&2
    else
      echo "not undone: ${words[0]}: ${words[2]}: $(error)" >&2
    fi
  done
  exit "$status"
}

# error: print what EC2 says is wrong.
error() {
  local text
  text=$(element Message)
  echo "${code:-no answer}${text:+: ${text//[[:cntrl:]]/ }}"
}

stop() {
  echo "${0##*/}: $*" >&2
  exit 1
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
main
