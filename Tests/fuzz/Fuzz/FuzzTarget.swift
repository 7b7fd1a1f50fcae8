/// Something that takes any bytes at all. It returns, or a fault is found.
struct FuzzTarget: Sendable {
  var name: String
  var run: @Sendable (_ bytes: [UInt8]) -> Void

  static let all = [syntax, json, expression, decoding, variables, translation]
}
