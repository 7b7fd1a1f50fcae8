extension Explanations {
  static let terraform = terraformFiles + terraformBlocks + terraformReferences + terraformVariables
}
