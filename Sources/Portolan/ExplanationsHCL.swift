extension Explanations {
  static let hcl = hclSyntax + hclExpressions + hclValues
}
