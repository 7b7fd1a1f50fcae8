import SecurityGroupIR
import Testing

private func lookup(_ kind: Lookup.Kind, region: Term? = nil) -> Lookup {
  Lookup(
    name: "x", address: "data.x.x", kind: kind, region: region,
    origin: Origin(file: "main.tf", line: 1))
}

private func describe(isPlural: Bool = false, order: String? = nil) -> Lookup.Describe {
  .init(
    operation: "DescribeVpcs", resultList: "Vpcs", filters: [],
    attributes: ["id": "VpcId", "blocks": "CidrBlockAssociationSet[].CidrBlock"],
    isPlural: isPlural, order: order)
}

@Suite("Lookups")
struct LookupTests {
  @Test("an attribute is a list if there are many elements, or if its path goes through a list")
  func lists() {
    let one = Program(lookups: [lookup(.describe(describe())), lookup(.region)])
    func isList(_ index: Int, _ attribute: String, _ program: Program) -> Bool {
      program.isListLookup(.lookup(LookupID(index), attribute: attribute))
    }
    #expect(!isList(0, "id", one))
    #expect(isList(0, "blocks", one))
    #expect(!isList(0, "nothing", one))
    #expect(!isList(1, "name", one))
    #expect(!isList(2, "id", one))
    #expect(!one.isListLookup(.text("id")))
    #expect(isList(0, "id", Program(lookups: [lookup(.describe(describe(isPlural: true)))])))
  }

  @Test("the result list is sorted where its order is asked for")
  func order() {
    #expect(describe().orderedList == "Vpcs")
    #expect(describe(order: "VpcId").orderedList == "sort_by(Vpcs, &VpcId)")
  }

  @Test(
    "the Region, account and partition in which something runs are known without asking",
    arguments: [
      (.region, "name", true), (.callerIdentity, "account_id", true), (.callerIdentity, "id", true),
      (.callerIdentity, "arn", false), (.partition, "partition", true), (.partition, "id", true),
      (.partition, "dns_suffix", true),
      (.describe(describe()), "id", false),
    ] as [(Lookup.Kind, String, Bool)])
  func ambient(kind: Lookup.Kind, attribute: String, isAmbient: Bool) {
    #expect(lookup(kind).isAmbient(attribute) == isAmbient)
    #expect(!lookup(kind, region: .text("eu-west-1")).isAmbient(attribute))
  }

  @Test(
    "an attribute as a word",
    arguments: [
      ("cidr_block_associations[*].cidr_block", "cidr_block_associations_cidr_block"),
      ("tags[\"Env 1\"]", "tags_Env_1"), ("az09AZ", "az09AZ"), ("@`[{/:", ""), ("", ""),
    ])
  func words(attribute: String, word: String) {
    #expect(Lookup.word(for: attribute) == word)
  }

  @Test(
    "a kind of lookup has the attributes that Terraform gives it",
    arguments: [
      (.callerIdentity, ["id", "account_id", "arn", "user_id"]),
      (.region, ["id", "name", "region"]),
      (.partition, ["id", "partition", "dns_suffix"]),
      (.describe(describe()), ["id", "blocks"]),
    ] as [(Lookup.Kind, [String])])
  func attributes(kind: Lookup.Kind, attributes: [String]) {
    func problems(_ attribute: String) -> [String] {
      verify(
        Program(
          lookups: [lookup(kind)],
          outputs: [
            Output(
              name: "out", value: .lookup(LookupID(0), attribute: attribute),
              origin: Origin(file: "main.tf", line: 1))
          ]))
    }
    for attribute in attributes { #expect(problems(attribute) == [], "\(attribute)") }
    #expect(problems("nothing").count == 1)
  }
}
