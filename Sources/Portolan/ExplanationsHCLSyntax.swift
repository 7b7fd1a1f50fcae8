extension Explanations {
  /// What cannot be read.
  static let hclSyntax: [Explanation] = []
}
