import Testing

/// Values of data sources, and what is computed from them.
@Suite struct LookupTests {
  @Test func whatIsComputedFromLookupsWaitsUntilTheArtifactRuns() {
    #expect(
      translate(
        """
        data "aws_availability_zones" "az" {}
        data "aws_region" "here" {}
        data "aws_vpc" "main" { tags = { Name = "main" } }
        data "aws_subnets" "all" {
          filter {
            name   = "vpc-id"
            values = [data.aws_vpc.main.id]
          }
        }
        resource "aws_security_group" "g" {
          name = data.aws_availability_zones.az.names[0]
          tags = {
            Zones  = length(data.aws_availability_zones.az.names) > 2 ? "many" : "few"
            Two    = length(data.aws_availability_zones.az.names) == 2
            List   = join("/", data.aws_subnets.all.ids)
            Number = "${length(data.aws_subnets.all.ids)} subnets"
            Env    = data.aws_vpc.main.tags["Env"]
            Home   = data.aws_region.here.name != "eu-west-1" && !contains(["a", "b"], data.aws_vpc.main.id)
          }
          ingress {
            from_port   = 80
            to_port     = 80
            protocol    = "tcp"
            cidr_blocks = data.aws_vpc.main.cidr_block_associations[*].cidr_block
          }
        }
        """) == """
          lookup availability_zones_az (data.aws_availability_zones.az)
          lookup vpc_main (data.aws_vpc.main)
          lookup region_here (data.aws_region.here)
          lookup subnets_all (data.aws_subnets.all)
          group g ?availability_zones_az.names[0]: Managed by Terraform tags {\
          Env=?vpc_main.tags["Env"], \
          Home=string((!(string(?region_here.name) == string(eu-west-1)) && \
          !(string(a) == string(?vpc_main.id) || string(b) == string(?vpc_main.id)) ? true : false)), \
          List=join(/, ?subnets_all.ids), Number=string(length(?subnets_all.ids))~ subnets, \
          Two=string((length(?availability_zones_az.names) > 1 && \
          !(length(?availability_zones_az.names) > 2) ? true : false)), \
          Zones=(length(?availability_zones_az.names) > 2 ? many : few)}
            owns ingress
            ingress tcp 80-80 each ?vpc_main.cidr_block_associations[*].cidr_block
          """)
  }

  @Test func whatTheProviderSaysIsKnown() {
    #expect(
      translate(
        """
        provider "aws" {
          region = "eu-central-1"
          default_tags { tags = { Team = "net", Own = "d" } }
        }
        data "aws_default_tags" "d" {}
        data "aws_region" "r" {}
        resource "aws_security_group" "g" {
          name = "${data.aws_region.r.name}-${data.aws_default_tags.d.tags.Team}"
          tags = { Own = "o" }
        }
        """) == """
          group g eu-central-1-net: Managed by Terraform region eu-central-1 tags {Own=d, Team=net, Own=o}
          """)
  }

  @Test func anAttributeThatADataSourceLacksIsAnError() {
    #expect(
      translate(
        """
        data "aws_vpc" "main" {}
        resource "aws_security_group" "g" { vpc_id = data.aws_vpc.main.vpc_id }
        """) == "main.tf:2 hcl/unsupported-attribute: Unsupported attribute")
  }

  @Test func structureNeedsRecordedAnswers() {
    let configuration = """
      data "aws_subnets" "all" {}
      resource "aws_security_group" "g" {
        for_each = toset(data.aws_subnets.all.ids)
        name     = each.key
      }
      """
    #expect(
      translate(configuration)
        == "main.tf:3 binding/unknown-value: Value is known only when the artifact runs")
    #expect(
      translate(
        ["main.tf": configuration],
        resolve: #"{"data.aws_subnets.all": {"ids": ["subnet-1", "subnet-2"]}}"#) == """
          group g_subnet_1 subnet-1: Managed by Terraform
          group g_subnet_2 subnet-2: Managed by Terraform
          """)
    #expect(
      translate(
        ["main.tf": #"data "aws_subnets" "all" {}"#],
        resolve: #"{"data.aws_subnets.al": {"ids": []}}"#)
        == "answers.json:1 binding/unknown-answer: Recorded answer of an unknown data source")
    #expect(
      translate(["main.tf": configuration], resolve: "[]")
        == """
        main.tf:3 binding/unknown-value: Value is known only when the artifact runs
        answers.json:1 binding/invalid-answers: Invalid recorded answers
        """)
  }
}
