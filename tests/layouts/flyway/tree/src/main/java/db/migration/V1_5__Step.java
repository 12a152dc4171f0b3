class V1_5__Step {}
