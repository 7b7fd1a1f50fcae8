import CodePrinter
import Testing

@Suite("JSON text")
struct JSONTests {
  @Test("short objects stay on one line, sections never do, tables have a row a line")
  func layout() {
    let tree: JSON = .section([
      .init("Version", "2010-09-09"),
      .init("Empty", .section([])),
      .init(
        "Resources",
        .section([
          .init(
            "Web",
            [
              "Type": "AWS::EC2::SecurityGroup",
              "Egress": [["IpProtocol": "-1", "CidrIp": "0.0.0.0/0"]],
              "Ingress": [
                ["IpProtocol": "tcp", "FromPort": 80, "CidrIp": "0.0.0.0/0"],
                ["IpProtocol": "tcp", "FromPort": 443, "CidrIp": "0.0.0.0/0"],
              ],
              "GroupId": ["Fn::GetAtt": ["Web", "GroupId"]],
            ])
        ])),
    ])
    #expect(
      tree.text == """
        {
          "Version": "2010-09-09",
          "Empty": {},
          "Resources": {
            "Web": {
              "Type": "AWS::EC2::SecurityGroup",
              "Egress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }],
              "Ingress": [
                { "IpProtocol": "tcp", "FromPort": 80, "CidrIp": "0.0.0.0/0" },
                { "IpProtocol": "tcp", "FromPort": 443, "CidrIp": "0.0.0.0/0" }
              ],
              "GroupId": { "Fn::GetAtt": ["Web", "GroupId"] }
            }
          }
        }

        """)
  }

  @Test("if one row does not fit, all rows are broken alike")
  func rowsAlike() {
    let long = String(repeating: "x", count: 80)
    let tree: JSON = [["Key": "a", "Value": "short"], ["Key": "b", "Value": .string(long)]]
    #expect(
      tree.text == """
        [
          {
            "Key": "a",
            "Value": "short"
          },
          {
            "Key": "b",
            "Value": "\(long)"
          }
        ]

        """)
  }

  @Test("exactly 88 columns fit, with the comma that may follow")
  func width() {
    func line(_ length: Int) -> String {
      let tree: JSON = ["a": .string(String(repeating: "é", count: length)), "b": "c"]
      return tree.text
    }
    // { "a": "…", "b": "c" } has 21 columns beside the text, and a comma.
    #expect(line(66).split(separator: "\n").count == 1)
    #expect(line(67).split(separator: "\n").count == 4)
  }

  @Test(
    "what JSON forbids and what nobody sees is escaped",
    arguments: [
      ("plain", #""plain""#),
      (#"quote " and \ backslash"#, #""quote \" and \\ backslash""#),
      ("tab\tline\nreturn\r", #""tab\tline\nreturn\r""#),
      ("bell\u{7} null\u{0}", ##""bell\u0007 null\u0000""##),
      ("é \u{1F600}", "\"é \u{1F600}\""),
      ("\u{202E}rtl \u{2028}\u{7F}", #""\u202ertl \u2028\u007f""#),
      ("</script> ${x} {{y}}", #""</script> ${x} {{y}}""#),
    ])
  func escapes(text: String, expected: String) {
    #expect(JSON.quoted(text) == expected)
  }

  @Test(
    "numbers as JSON spells them",
    arguments: [
      ("0", true), ("-1", true), ("65535", true), ("1.5", true), ("1e+100", true),
      ("-0.5E-3", true),
      ("", false), ("-", false), ("01", false), ("+1", false), ("1.", false), (".5", false),
      ("1e", false), ("0x1", false), ("1 ", false), ("NaN", false),
    ])
  func numbers(text: String, isNumber: Bool) {
    #expect(JSON.isNumber(text) == isNumber)
  }
}
