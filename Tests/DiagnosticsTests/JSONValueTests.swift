import Diagnostics
import Testing

@Test(
  "Strings are escaped so that neither JSON nor a terminal is misled",
  arguments: [
    ("plain", #""plain""#),
    ("say \"hi\" \\ there", #""say \"hi\" \\ there""#),
    ("a\nb\tc\r", #""a\nb\tc\r""#),
    ("\u{0}\u{1B}\u{7F}\u{9B}", #""\u0000\u001b\u007f\u009b""#),
    ("\u{2028}", #""\u2028""#),
    ("é日🚀", #""é日🚀""#),
  ])
func jsonStrings(text: String, json: String) {
  #expect(JSONValue.string(text).line == json)
}

@Test(
  "Numbers keep their digits; what JSON cannot say as a number is a string",
  arguments: [
    ("0", "0"), ("-1", "-1"), ("1.50", "1.50"), ("1e+30", "1e+30"), ("123456789012345678901", nil),
    ("01", #""01""#), ("1.", #""1.""#), (".5", #"".5""#), ("+1", #""+1""#), ("Inf", #""Inf""#),
    ("1e", #""1e""#), ("", #""""#), ("-", #""-""#),
  ] as [(String, String?)])
func jsonNumbers(text: String, json: String?) {
  #expect(JSONValue.number(text).line == json ?? text)
}

@Test("A document has one item to a line, empty containers stay on theirs")
func jsonDocument() {
  let value: JSONValue = .object([
    "name": "web", "ports": .array([.integer(80), .integer(443)]), "tags": .object([]),
    "rules": .array([.object(["open": .bool(true), "note": .null])]), "none": .array([]),
  ])
  #expect(
    value.document == """
      {
        "name": "web",
        "ports": [
          80,
          443
        ],
        "tags": {},
        "rules": [
          {
            "open": true,
            "note": null
          }
        ],
        "none": []
      }

      """)
  #expect(
    value.line
      == #"{"name": "web", "ports": [80, 443], "tags": {}, "rules": [{"open": true, "note": null}], "none": []}"#
  )
}
