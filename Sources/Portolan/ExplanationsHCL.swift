extension Explanations {
  static let hcl = hclSyntax + hclValues
}
