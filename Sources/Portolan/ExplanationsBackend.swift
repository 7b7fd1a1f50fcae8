extension Explanations {
  static let backend: [Explanation] = cloudFormation
}
